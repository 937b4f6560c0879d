// @modelcontextprotocol/client: both eras, the one that the first argument names.
import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { driveLifecycle, serverParameters } from "./lifecycle.mjs";

const [era] = process.argv.slice(2);
const mode = era === "2026-07-28" ? { pin: era } : era;
const client = new Client({ name: "new-sdk", version: "1" }, { versionNegotiation: { mode } });
await client.connect(new StdioClientTransport(serverParameters()));
assert.equal(client.getNegotiatedProtocolVersion(), era === "legacy" ? "2025-11-25" : "2026-07-28");
await driveLifecycle(client, process.env.MOGPLEX_TEST_REPO_ID);
console.log(`ok ${client.getNegotiatedProtocolVersion()}`);
await client.close();
