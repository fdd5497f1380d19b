import type { Locator, Page } from 'playwright-core';

/** Types into fields by the names they are sent under: text, a choice of a list, boxes and pills to tick. */
export async function fill(form: Page | Locator, values: Record<string, string | string[]>) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.locator(`[name="${name}"]:not([type=hidden])`);
    const kind = await field.first().evaluate((one) => (one as HTMLInputElement).type);
    if (kind === 'radio' || kind === 'checkbox')
      for (const one of [value].flat()) await form.locator(`[name="${name}"][value="${one}"]`).check({ force: true });
    else if (kind === 'select-one') await field.selectOption(value);
    else await field.fill(String(value));
  }
}

export const main = (page: Page) => page.getByRole('main');
export const press = (at: Page | Locator, name: string) => at.getByRole('button', { name, exact: true }).click();
