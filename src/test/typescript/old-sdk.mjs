// @modelcontextprotocol/sdk: revisions up to 2025-11-25.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { driveLifecycle, serverParameters } from "./lifecycle.mjs";

const client = new Client({ name: "old-sdk", version: "1" });
await client.connect(new StdioClientTransport(serverParameters()));
await driveLifecycle(client, process.env.MOGPLEX_TEST_REPO_ID);
console.log(`ok ${client.getServerVersion().name}`);
await client.close();
