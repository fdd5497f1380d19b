import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
type Finding = { id: string; impact: string | null; nodes: { target: string[]; html: string }[] };
declare global {
  interface Window {
    axe: { run(options: object): Promise<{ violations: Finding[] }> };
  }
}

/** Waits for what fades and slides to arrive; what turns for ever never does. */
const still = (page: Page) =>
  page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.race([
      Promise.allSettled(ending.map((one) => one.finished)),
      new Promise((resolve) => setTimeout(resolve, 1000)),
    ]);
  });

/** What axe finds serious or critical on the page as it is now. */
export async function violations(page: Page, runOnly?: string[]) {
  await still(page);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (only) => window.axe.run({ resultTypes: ['violations'], ...(only && { runOnly: only }) }),
    runOnly,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ×${nodes.length}: ${nodes[0]?.target.join(' ')} ${nodes[0]?.html.slice(0, 160)}`);
}
