/** Sentences, each once. */
export const ProblemList = ({ said }: { said: string[] }) => (
  <ul className="grid list-disc gap-0.5 pl-5">
    {[...new Set(said)].map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ul>
);
