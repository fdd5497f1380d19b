import { channels } from '~/features/visits/rules';

/** Every way a customer and the company meet that is not a visit. */
export const interactionChannels = [
  'phone',
  'wechat',
  'email',
  'sms',
  'hotline',
  'website',
  'self_service',
  'business_hall',
  'agent',
  'video',
] as const;
export type InteractionChannel = (typeof interactionChannels)[number];

/** The three of every day; the others are one press further. */
export const quickChannels = ['phone', 'wechat', 'email'] as const;

/** What a stream can be narrowed to: the channels of visits and of all else, one vocabulary. */
export const everyChannel = [...new Set([...channels, ...interactionChannels])];
export type EveryChannel = (typeof everyChannel)[number];

/** Who began: the customer (in) or we (out). */
export const directions = ['in', 'out'] as const;
export type Direction = (typeof directions)[number];
