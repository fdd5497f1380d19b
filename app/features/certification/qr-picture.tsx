/** A QR code; white around it whatever the theme, or no camera reads it. */
export function QrPicture({
  path,
  side,
  label,
  size = 112,
}: {
  path: string;
  side: number;
  label: string;
  size?: number;
}) {
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`-3 -3 ${side + 6} ${side + 6}`}
      className="rounded-lg bg-white text-black"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
