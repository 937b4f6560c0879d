// @modelcontextprotocol/inspector: its command line, one process for each request.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { driveRuns, server } from "./lifecycle.mjs";

const program = fileURLToPath(import.meta.resolve("@modelcontextprotocol/inspector/clients/launcher/build/index.js"));
const target =
  server.transport === "stdio"
    ? [...server.command, "--transport", "stdio", ...environment("MOGPLEX_URL", "MOGPLEX_DEV", "MOGPLEX_API_KEY")]
    : [server.url, "--transport", server.transport, "--header", `Authorization: Bearer ${server.token}`];

/** It gives a server nothing of its own environment. */
function environment(...names) {
  return names.flatMap((name) => ["-e", `${name}=${process.env[name]}`]);
}

async function inspect(...request) {
  const { stdout } = await promisify(execFile)(process.execPath, [program, "--cli", ...target, ...request]);
  return JSON.parse(stdout);
}

await driveRuns({
  listTools: () => inspect("--method", "tools/list"),
  callTool: ({ name, arguments: args }) => {
    const pairs = Object.entries(args).flatMap(([key, value]) => ["--tool-arg", `${key}=${value}`]);
    return inspect("--method", "tools/call", "--tool-name", name, ...pairs);
  },
});
console.log("ok inspector");
