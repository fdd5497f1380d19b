import { useT } from '~/core/i18n';
import { useBox } from '~/core/offline/use-box';
import { Badge } from '~/ui/badge';
import { CloudOff } from '~/ui/icons';
import { Link } from '~/ui/link';
import { commitmentSubject, settledOffline } from './offline';

/** What was said of a promise on this device and waits for the network, or was not accepted. */
export function CommitmentWaiting({ id }: { id: string }) {
  const t = useT();
  const waiting = (useBox()?.items ?? []).filter((item) => item.subject === commitmentSubject(id));
  return waiting.map(({ id, kind, refusal }) => {
    const verb = settledOffline.find((one) => one === kind);
    return verb ? (
      <Link key={id} to="/outbox">
        <Badge tone={refusal ? 'bad' : 'warn'} icon={CloudOff}>
          {t(`outbox.kind.${verb}`)} · {refusal ? t('outbox.refused') : t('outbox.waiting')}
        </Badge>
      </Link>
    ) : null;
  });
}
