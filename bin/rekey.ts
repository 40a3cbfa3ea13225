#!/usr/bin/env node
import { nodeWorld } from '../lib/cli/node-world';
import { runCli } from '../lib/cli/run-cli';
import { ProjectStage } from '../lib/local/stage/project-stage';

void runCli(process.argv.slice(2), nodeWorld(new ProjectStage(process.cwd(), process.env))).then((exit) => {
  // Not process.exit: what is still being written to a pipe would be cut off.
  process.exitCode = exit;
});
