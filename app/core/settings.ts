import type * as z from 'zod';

/** Settings from the environment, read once at the start; says of each that is not right which it is, not what it holds. */
export function readSettings<Shape extends z.ZodType>(shape: Shape, from: NodeJS.ProcessEnv): z.output<Shape> {
  const read = shape.safeParse(from);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`);
  throw new Error(`A setting is not right (.env.example says what each is for).\n  ${wrong.join('\n  ')}`);
}
