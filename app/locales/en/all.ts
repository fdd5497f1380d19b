import type { MessageKey } from '../zh-CN/all';
import { access } from './access';
import { accounts } from './accounts';
import { analysis } from './analysis';
import { api } from './api';
import { assignments } from './assignments';
import { attachments } from './attachments';
import { automation } from './automation';
import { awards } from './awards';
import { brief } from './brief';
import { bulk } from './bulk';
import { bundleEditing } from './bundle-editing';
import { bundles } from './bundles';
import { calendar } from './calendar';
import { catalogue } from './catalogue';
import { certificateRules } from './certificate-rules';
import { certification } from './certification';
import { charts } from './charts';
import { coaching } from './coaching';
import { commitments } from './commitments';
import { common } from './common';
import { confirmations } from './confirmations';
import { contactDuplicates } from './contact-duplicates';
import { contacts } from './contacts';
import { contractPolicy } from './contract-policy';
import { contracts } from './contracts';
import { coverage } from './coverage';
import { customFields } from './custom-fields';
import { documents } from './documents';
import { duplicates } from './duplicates';
import { employeeHome } from './employee-home';
import { enterpriseRegister } from './enterprise-register';
import { evidence } from './evidence';
import { exams } from './exams';
import { exports } from './exports';
import { forecast } from './forecast';
import { form } from './form';
import { goals } from './goals';
import { importFieldNames } from './import-fields';
import { imports } from './imports';
import { installation } from './installation';
import { interactions } from './interactions';
import { invitations } from './invitations';
import { journal } from './journal';
import { journalFields } from './journal-fields';
import { leadRules } from './lead-rules';
import { leads } from './leads';
import { lists } from './lists';
import { mail } from './mail';
import { moves } from './moves';
import { notices } from './notices';
import { offerJournal } from './offer-journal';
import { offerPaper } from './offer-paper';
import { offerings } from './offerings';
import { offers } from './offers';
import { opportunities } from './opportunities';
import { outbox } from './outbox';
import { people } from './people';
import { performance } from './performance';
import { planning } from './planning';
import { process } from './process';
import { promotions } from './promotions';
import { qualification } from './qualification';
import { quoteApproval } from './quote-approval';
import { quoteJournal } from './quote-journal';
import { quoteLines } from './quote-lines';
import { quoteOffers } from './quote-offers';
import { quotePolicy } from './quote-policy';
import { quoteSites } from './quote-sites';
import { quotes } from './quotes';
import { recycle } from './recycle';
import { referrals } from './referrals';
import { retirement } from './retirement';
import { review } from './review';
import { reviewSpans } from './review-spans';
import { rewards } from './rewards';
import { satellite } from './satellite';
import { search } from './search';
import { selection } from './selection';
import { shell } from './shell';
import { signIn } from './sign-in';
import { solutions } from './solutions';
import { talks } from './talks';
import { teamProposal } from './team-proposal';
import { timeline } from './timeline';
import { today } from './today';
import { training } from './training';
import { trainingJournal } from './training-journal';
import { trainingMatrix } from './training-matrix';
import { views } from './views';
import { visitDrafts } from './visit-drafts';
import { visitEvents } from './visit-events';
import { visitForms } from './visit-forms';
import { visits } from './visits';
import { webhooks } from './webhooks';
import { winLoss } from './win-loss';

export const all = {
  ...common,
  ...charts,
  ...form,
  ...documents,
  ...employeeHome,
  ...forecast,
  ...review,
  ...reviewSpans,
  ...solutions,
  ...talks,
  ...analysis,
  ...goals,
  ...accounts,
  ...contactDuplicates,
  ...contacts,
  ...assignments,
  ...timeline,
  ...recycle,
  ...journal,
  ...journalFields,
  ...people,
  ...search,
  ...selection,
  ...shell,
  ...signIn,
  ...access,
  ...offerings,
  ...offerPaper,
  ...catalogue,
  ...bundles,
  ...promotions,
  ...quoteOffers,
  ...bundleEditing,
  ...retirement,
  ...rewards,
  ...certification,
  ...enterpriseRegister,
  ...evidence,
  ...teamProposal,
  ...certificateRules,
  ...trainingMatrix,
  ...exams,
  ...training,
  ...trainingJournal,
  ...offers,
  ...offerJournal,
  ...contractPolicy,
  ...contracts,
  ...opportunities,
  ...qualification,
  ...quotes,
  ...quoteLines,
  ...quoteSites,
  ...quoteApproval,
  ...quotePolicy,
  ...quoteJournal,
  ...visits,
  ...visitEvents,
  ...visitForms,
  ...moves,
  ...interactions,
  ...leads,
  ...leadRules,
  ...referrals,
  ...winLoss,
  ...performance,
  ...planning,
  ...attachments,
  ...awards,
  ...confirmations,
  ...invitations,
  ...brief,
  ...coverage,
  ...coaching,
  ...notices,
  ...lists,
  ...mail,
  ...commitments,
  ...calendar,
  ...api,
  ...webhooks,
  ...exports,
  ...installation,
  ...visitDrafts,
  ...today,
  ...outbox,
  ...views,
  ...automation,
  ...customFields,
  ...bulk,
  ...duplicates,
  ...importFieldNames,
  ...imports,
  ...process,
  ...satellite,
} satisfies Record<MessageKey, string>;
