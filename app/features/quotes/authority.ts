import { type ProductLine, productLines } from '../offerings/rules';
import type { Role } from '../people/rules';

/** Who can let a discount pass, from the desk up; `top_director`: the director highest above the deal. */
export const levels = ['account_manager', 'team_lead', 'sales_director', 'top_director'] as const;
export type Level = (typeof levels)[number];

/** What one level may let pass, of a product line (null: of any) from a term of so many months on. */
export type AuthorityRule = {
  level: Level;
  line: ProductLine | null;
  fromMonths: number;
  maxDiscountBp: number;
  minMarginBp: number | null;
  maxTotalFen: number | null;
};

export type Asked = {
  /** The deepest discount of a line of each product line. */
  discounts: { line: ProductLine; bp: number }[];
  months: number;
  marginBp: number | null;
  totalFen: number;
};

/** Why a level may not let it pass. */
export type Obstacle =
  | { kind: 'discount'; line: ProductLine; bp: number; max: number }
  | { kind: 'margin'; bp: number | null; min: number }
  | { kind: 'amount'; fen: number; max: number }
  | { kind: 'no_rule'; line: ProductLine };

export type Step = { level: Level; because: Obstacle[] };

/** The rule for a level, line and term: of the line itself before any, of the longest term reached. */
export const ruleFor = (rules: AuthorityRule[], level: Level, line: ProductLine, months: number) =>
  rules
    .filter((rule) => rule.level === level && rule.fromMonths <= months && (rule.line === null || rule.line === line))
    .sort((a, b) => Number(b.line !== null) - Number(a.line !== null) || b.fromMonths - a.fromMonths)[0];

/** What keeps a level from letting it pass; nothing: it may. */
export function obstaclesOf(rules: AuthorityRule[], level: Level, asked: Asked): Obstacle[] {
  const found: Obstacle[] = [];
  let floor: number | null = null;
  let most: number | null = null;
  for (const { line, bp } of asked.discounts) {
    const rule = ruleFor(rules, level, line, asked.months);
    if (!rule) found.push({ kind: 'no_rule', line });
    else {
      if (bp > rule.maxDiscountBp) found.push({ kind: 'discount', line, bp, max: rule.maxDiscountBp });
      if (rule.minMarginBp !== null) floor = Math.max(floor ?? rule.minMarginBp, rule.minMarginBp);
      if (rule.maxTotalFen !== null) most = Math.min(most ?? rule.maxTotalFen, rule.maxTotalFen);
    }
  }
  if (floor !== null && (asked.marginBp === null || asked.marginBp < floor))
    found.push({ kind: 'margin', bp: asked.marginBp, min: floor });
  if (most !== null && asked.totalFen > most) found.push({ kind: 'amount', fen: asked.totalFen, max: most });
  return found;
}

export const levelOf = (role: Role): Level =>
  role === 'team_lead' || role === 'sales_director' ? role : 'account_manager';

/**
 * Who has to agree in turn, each with why the one before may not let it pass alone; nobody where the person asking may.
 * Null: not even the highest may.
 */
export function chainFor(rules: AuthorityRule[], from: Level, asked: Asked): Step[] | null {
  const steps: Step[] = [];
  for (let at = levels.indexOf(from); at < levels.length; at++) {
    const level = levels[at]!;
    const because = obstaclesOf(rules, level, asked);
    if (!because.length) return steps;
    const next = levels[at + 1];
    if (next) steps.push({ level: next, because });
  }
  return null;
}

/** The deepest discount of each product line among these lines, in the order of the catalogue. */
export function discountsBy(lines: { productLine: ProductLine; discountBp: number }[]): Asked['discounts'] {
  const deepest = new Map<ProductLine, number>();
  for (const { productLine, discountBp } of lines)
    deepest.set(productLine, Math.max(deepest.get(productLine) ?? 0, discountBp));
  return productLines.flatMap((line) => {
    const bp = deepest.get(line);
    return bp === undefined ? [] : [{ line, bp }];
  });
}
