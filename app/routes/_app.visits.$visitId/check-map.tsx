import type { VisitData } from './route';

const size = { width: 320, height: 96 };
const middle = { x: size.width / 2, y: size.height / 2 };
const siteRadius = 200;
const metresPerDegree = 111_195;

/** The account in the middle of its 200 metres, the check-in where it was: drawn, not fetched, so it works offline. */
export function CheckMap({ page: { visit, account } }: { page: VisitData }) {
  const { checkIn } = visit;
  if (!checkIn || checkIn.isCoarse || typeof account?.latitude !== 'number' || typeof account.longitude !== 'number')
    return null;
  const north = (checkIn.latitude - account.latitude) * metresPerDegree;
  const east = (checkIn.longitude - account.longitude) * metresPerDegree * Math.cos((account.latitude * Math.PI) / 180);
  const away = Math.hypot(north, east);
  // as much as lies within the frame to scale; what lies farther stands at its edge
  const scale = 40 / Math.max(siteRadius, Math.min(away, 1000));
  const reach = Math.min(1, 600 / Math.max(away, 1));
  const dot = {
    x: Math.min(size.width - 10, Math.max(10, middle.x + east * scale * reach)),
    y: Math.min(size.height - 10, Math.max(10, middle.y - north * scale * reach)),
  };
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      aria-hidden="true"
      className="block h-24 w-full rounded-t-[9px] bg-sunken max-sm:rounded-t-[15px]"
    >
      {[32, 64, 96, 128, 160, 192, 224, 256, 288].map((x) => (
        <line key={x} x1={x} x2={x} y1="0" y2={size.height} className="stroke-line" strokeWidth="0.5" />
      ))}
      {[24, 48, 72].map((y) => (
        <line key={y} x1="0" x2={size.width} y1={y} y2={y} className="stroke-line" strokeWidth="0.5" />
      ))}
      <circle
        cx={middle.x}
        cy={middle.y}
        r={siteRadius * scale}
        strokeDasharray="4 3"
        className="fill-ok-soft stroke-ok"
      />
      <line x1={middle.x} y1={middle.y} x2={dot.x} y2={dot.y} strokeDasharray="3 3" className="stroke-brand" />
      <circle cx={middle.x} cy={middle.y} r="5" className="fill-ok" />
      <circle
        cx={dot.x}
        cy={dot.y}
        r={Math.min(30, Math.max(9, checkIn.accuracy * scale))}
        className="fill-brand opacity-20"
      />
      <circle cx={dot.x} cy={dot.y} r="5" className="fill-brand stroke-surface" strokeWidth="1.5" />
    </svg>
  );
}
