// @modelcontextprotocol/client: both eras, the one that the first argument names.
import assert from "node:assert/strict";
import { Client, SSEClientTransport, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { driveLifecycle, transport } from "./lifecycle.mjs";

const [era] = process.argv.slice(2);
const mode = era === "2026-07-28" ? { pin: era } : era;
const client = new Client({ name: "new-sdk", version: "1" }, { versionNegotiation: { mode } });
await client.connect(
  transport({ Stdio: StdioClientTransport, Http: StreamableHTTPClientTransport, Sse: SSEClientTransport }),
);
assert.equal(client.getNegotiatedProtocolVersion(), era === "legacy" ? "2025-11-25" : "2026-07-28");
await driveLifecycle(client);
console.log(`ok ${client.getNegotiatedProtocolVersion()}`);
await client.close();
