// npm run mcp: an assistant on this computer talks to Jiketong over standard input and output. JIKETONG_TOKEN is a token
// of the settings; JIKETONG_URL the address of the installation. Messages are handed on to /mcp as they are.
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

const token = process.env.JIKETONG_TOKEN;
const base = process.env.JIKETONG_URL ?? 'http://localhost:3000';
if (!token || !URL.canParse('/mcp', base)) {
  console.error('JIKETONG_TOKEN=jkt_… [JIKETONG_URL=https://…] npm run --silent mcp');
  process.exit(2);
}

const here = new StdioServerTransport();
const there = new StreamableHTTPClientTransport(new URL('/mcp', base), {
  requestInit: { headers: { Authorization: `Bearer ${token}` } },
});

/** A request that could not be handed on is answered, or the assistant would wait for ever. */
function refuse(message: JSONRPCMessage, error: unknown) {
  console.error(String(error));
  if (!('id' in message) || !('method' in message) || message.id === undefined) return;
  void here.send({ jsonrpc: '2.0', id: message.id, error: { code: -32_000, message: String(error) } });
}

here.onmessage = (message) => void there.send(message).catch((error) => refuse(message, error));
there.onmessage = (message) => {
  // what the versions agreed on travels in a header from then on
  if ('result' in message && typeof message.result.protocolVersion === 'string')
    there.setProtocolVersion(message.result.protocolVersion);
  void here.send(message);
};
here.onclose = () => process.exit(0);
process.stdin.on('end', () => process.exit(0));
await there.start();
await here.start();
