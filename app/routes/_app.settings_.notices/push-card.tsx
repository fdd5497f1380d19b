import { useEffect, useState } from 'react';
import { useT } from '~/core/i18n';
import type { Refusal, Standing } from '~/features/notices/push/browser';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { BellRing, CircleAlert } from '~/ui/icons';

const browser = () => import('~/features/notices/push/browser');
const isRefusal = (told: Standing | Refusal): told is Refusal => typeof told === 'string';

/** Push to this device: only the browser knows whether it can, so it is asked here. */
export function PushCard({ pushKey }: { pushKey: string | null }) {
  const t = useT();
  const [now, setNow] = useState<Standing | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const look = async () => {
      const { whyNot, standing } = await browser();
      setRefusal(whyNot());
      setNow(await standing());
    };
    look().catch(() => setNow({ isOn: false, showsDetails: false }));
  }, []);
  const act = async (work: () => Promise<Standing | Refusal>) => {
    setBusy(true);
    const told = await work().catch(() => 'failed' as const);
    setBusy(false);
    if (isRefusal(told)) return setRefusal(told);
    setRefusal(null);
    setNow(told);
  };
  const mayTry = refusal === null || refusal === 'failed' || refusal === 'not_now';
  return (
    <Card
      title={t('push.title')}
      action={
        now &&
        !(refusal && !mayTry) && (
          <Badge tone={now.isOn ? 'ok' : 'neutral'}>{t(now.isOn ? 'push.is_on' : 'push.is_off')}</Badge>
        )
      }
    >
      <div className="grid gap-4">
        <p className="text-ink-2">{t('push.explain')}</p>
        {!pushKey && <Callout icon={CircleAlert} title={t('push.not_set_up')} />}
        {pushKey && refusal && (
          <div role="status">
            <Callout icon={CircleAlert} title={t(`push.${refusal}`)} />
          </div>
        )}
        {pushKey && !now && <p className="text-ink-3">{t('push.needs_script')}</p>}
        {pushKey && now && mayTry && (
          <form
            className="grid gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              const showsDetails = new FormData(event.currentTarget).get('showsDetails') === '1';
              void act(async () => (await browser()).switchOn(pushKey, showsDetails));
            }}
          >
            <ChipField
              key={String(now.showsDetails)}
              name="showsDetails"
              label={t('push.content')}
              value={now.showsDetails ? '1' : '0'}
              options={[
                { value: '0', label: t('push.title_only') },
                { value: '1', label: t('push.details') },
              ]}
              hint={t('push.content_hint')}
            />
            <div className="flex flex-wrap gap-2">
              <Button type="submit" variant={now.isOn ? 'secondary' : 'primary'} icon={BellRing} loading={isBusy}>
                {t(now.isOn ? 'common.save' : 'push.on')}
              </Button>
              {now.isOn && (
                <Button
                  variant="danger"
                  disabled={isBusy}
                  onClick={() => void act(async () => (await browser()).switchOff())}
                >
                  {t('push.off')}
                </Button>
              )}
            </div>
          </form>
        )}
      </div>
    </Card>
  );
}
