// The whole life of a run, through any client that has listTools, callTool, …
import assert from "node:assert/strict";

const repoId = process.env.MOGPLEX_TEST_REPO_ID;

/** @param client an official client, connected */
export async function driveLifecycle(client) {
  const runId = await driveRuns(client);
  await driveTheRest(client, runId);
}

/**
 * The tools. The repo's codex runs a prompt as a shell script.
 *
 * @returns the id of a run that succeeded
 */
export async function driveRuns(client) {
  const { tools } = await client.listTools();
  assert.equal(tools.length, 7);
  for (const tool of tools) {
    assert.equal(tool.inputSchema.type, "object", tool.name);
    assert.equal(tool.outputSchema.type, "object", tool.name);
    assert.equal(typeof tool.annotations.readOnlyHint, "boolean", tool.name);
  }

  // callTool validates the structured content against the output schema.
  const call = async (name, args, options) => {
    const result = await client.callTool({ name, arguments: args }, ...options ?? []);
    assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent, name);
    assert.ok(!result.isError, `${name}: ${result.content[0].text}`);
    return result.structuredContent;
  };

  const repos = await call("list_repos", {});
  assert.equal(repos.repos[0].id, repoId);

  const started = await call("start_run", { repoId, prompt: "echo hello; echo new > made.txt", createBranch: true });
  const { runId } = started.run;
  const waited = await call("wait_for_run", { runId, waitSeconds: 45 });
  assert.equal(waited.run.status, "success");
  assert.ok(waited.finished);
  const page = await call("list_run_events", { runId });
  assert.ok(page.events.some((event) => event.message === "hello"));
  assert.equal((await call("get_run", { runId })).run.status, "success");

  const second = await call("start_run", { repoId, prompt: "sleep 600", createBranch: true });
  assert.equal((await call("cancel_run", { runId: second.run.runId })).status, "cancellation_requested");
  const ended = await call("wait_for_run", { runId: second.run.runId, waitSeconds: 45 });
  assert.equal(ended.run.status, "cancelled");
  await call("list_sandboxes", { limit: 1 });

  return runId;
}

async function driveTheRest(client, runId) {
  const refused = await client.callTool({ name: "get_run", arguments: { runId: "nobody" } });
  assert.ok(refused.isError);
  assert.equal(refused.structuredContent.error.code, "NOT_FOUND");

  const { prompts } = await client.listPrompts();
  assert.deepEqual(prompts.map((prompt) => prompt.name).sort(), ["delegate_task", "report_run"]);
  const { messages } = await client.getPrompt({ name: "report_run", arguments: { runId } });
  assert.ok(messages[0].content.text.includes(runId));
  const { resourceTemplates } = await client.listResourceTemplates();
  assert.equal(resourceTemplates.length, 2);
  const resource = await client.readResource({ uri: `mogplex://runs/${runId}` });
  assert.equal(JSON.parse(resource.contents[0].text).status, "success");
  const completed = await client.complete({
    ref: { type: "ref/prompt", name: "delegate_task" },
    argument: { name: "harness", value: "" },
  });
  assert.deepEqual(completed.completion.values, ["codex", "claude-code"]);
}

/** How the server under test is started or reached, from what the test said: stdio, http or sse. */
export const server = {
  transport: process.env.MOGPLEX_TEST_TRANSPORT,
  url: process.env.MOGPLEX_TEST_URL,
  token: process.env.MOGPLEX_API_KEY,
  command: JSON.parse(process.env.MOGPLEX_TEST_COMMAND),
};

/** A client's transport to that server, made of the SDK's own classes. */
export function transport({ Stdio, Http, Sse }) {
  if (server.transport === "stdio") {
    const [command, ...args] = server.command;
    return new Stdio({ command, args, env: { ...process.env }, stderr: "inherit" });
  }
  const requestInit = { headers: { Authorization: `Bearer ${server.token}` } };
  return new (server.transport === "http" ? Http : Sse)(new URL(server.url), { requestInit });
}
