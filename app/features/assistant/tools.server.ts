import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type * as z from 'zod';
import type { Context } from '~/core/context.server';
import { logFault } from '~/core/log.server';
import { can, type Permission } from '~/core/permissions';
import { problem, Refusal } from '~/features/api/problem.server';
import type { ResourceName } from '~/features/api/rules';
import { type Access, allows } from '~/features/api/scopes';
import { thrown } from '~/features/api/thrown.server';

type Needs = { resource: ResourceName; access: Access; permission: Permission };

type Tool<S extends z.ZodObject> = {
  title: string;
  description: string;
  needs: Needs;
  /** Writes nothing. */
  readOnly: boolean;
  input: S;
  run: (ctx: Context, input: z.output<S>) => Promise<Record<string, unknown>>;
};

const mayUse = ({ actor }: Context, { resource, access, permission }: Needs) =>
  can(actor, permission) && allows(actor.scopes ?? [], resource, access);

const answer = (data: Record<string, unknown>): CallToolResult => ({
  content: [{ type: 'text', text: JSON.stringify(data) }],
});

const refused = (ctx: Context, refusal: Refusal): CallToolResult => ({
  ...answer({ ...problem(ctx.actor.locale, refusal), requestId: ctx.requestId }),
  isError: true,
});

/** Offers a tool to whose token and role allow it; what is refused is told as the REST interface tells it. */
export function offer<S extends z.ZodObject>(server: McpServer, ctx: Context, name: string, tool: Tool<S>) {
  const { title, description, needs, readOnly, input } = tool;
  const annotations = {
    readOnlyHint: readOnly,
    destructiveHint: false,
    idempotentHint: readOnly,
    openWorldHint: false,
  };
  const run = async (given: unknown): Promise<CallToolResult> => {
    try {
      return answer(await tool.run(ctx, given as z.output<S>));
    } catch (error) {
      const refusal = thrown(error);
      if (refusal) return refused(ctx, refusal);
      logFault(error, { id: ctx.requestId, tool: name });
      return refused(ctx, new Refusal(500, 'internal'));
    }
  };
  const offered = server.registerTool(
    name,
    { title, description, inputSchema: input.shape, annotations },
    run as never,
  );
  if (!mayUse(ctx, needs)) offered.disable();
}
