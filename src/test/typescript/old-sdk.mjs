// @modelcontextprotocol/sdk: revisions up to 2025-11-25.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { driveLifecycle, transport } from "./lifecycle.mjs";

const client = new Client({ name: "old-sdk", version: "1" });
await client.connect(
  transport({ Stdio: StdioClientTransport, Http: StreamableHTTPClientTransport, Sse: SSEClientTransport }),
);
await driveLifecycle(client);
console.log(`ok ${client.getServerVersion().name}`);
await client.close();
