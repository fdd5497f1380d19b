import type { Face } from './face-type.server';
import { customerFace, individualFace, organizationFace } from './faces/party.server';
import { productOfferingFace, quoteFace } from './faces/product.server';
import { salesLeadFace, salesOpportunityFace } from './faces/sales.server';
import { troubleTicketFace } from './faces/trouble.server';

export const faces: readonly Face[] = [
  organizationFace,
  individualFace,
  customerFace,
  salesLeadFace,
  salesOpportunityFace,
  quoteFace,
  productOfferingFace,
  troubleTicketFace,
];
