// Builds and tests the chat page and the console. Maven runs it with the Deno that it unpacked; see CONTRIBUTING.md.
//
//   build     builds the pages into target/web, unless nothing has changed since the last build
//   watch     builds the pages, and again after each change
//   test      checks the types and runs the tests, unless nothing has changed since they last passed
//   api       writes console/src/api/schema.d.ts from target/openapi, and fails if it was out of date
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const WEB = dirname(fileURLToPath(import.meta.url));
const PROJECT = join(WEB, '../../..');
const TARGET = join(PROJECT, 'target');
const PAGES = ['console'];

/** A hash of all sources. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of [WEB, join(PROJECT, 'proto')]) {
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .forEach((name) => hash.update(`${name}\0`).update(readFileSync(name)));
  }
  return hash.digest('hex');
}

/** Runs a step unless it succeeded before with the same sources. */
async function whenChanged(step: string, run: () => Promise<void>): Promise<void> {
  const marker = join(TARGET, 'web-state', step);
  const current = fingerprint();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === current) {
    return;
  }
  rmSync(marker, { force: true });
  await run();
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, current);
}

/** Runs Deno, and ends this process if it fails. */
async function deno(...args: string[]): Promise<void> {
  const code = await new Promise((resolve) =>
    spawn(process.execPath, args, { cwd: WEB, stdio: 'inherit' }).on('close', resolve));
  if (code !== 0) {
    process.exit(typeof code === 'number' ? code : 1);
  }
}

const install = () => deno('install', '--quiet', '--frozen');
const vite = (page: string, ...args: string[]) => deno('run', '-A', 'npm:vite', 'build', '--mode', page, ...args);

async function build(): Promise<void> {
  await install();
  // Maven copies new files from target/web, but removes none.
  PAGES.forEach((page) => rmSync(join(TARGET, 'classes/META-INF/resources', page), { recursive: true, force: true }));
  for (const page of PAGES) {
    await vite(page, '--logLevel', 'warn');
  }
}

async function watch(): Promise<void> {
  await install();
  await Promise.all(PAGES.map((page) => vite(page, '--watch', '--minify', 'false', '--logLevel', 'warn')));
}

async function test(): Promise<void> {
  await install();
  await deno('run', '-A', 'build/check-types.ts');
  await deno('run', '-A', 'npm:vitest', 'run');
}

async function api(): Promise<void> {
  const file = join(WEB, 'console/src/api/schema.d.ts');
  const before = readFileSync(file, 'utf8');
  await deno('run', '-A', 'npm:openapi-typescript', join(TARGET, 'openapi/openapi.json'), '-o', file);
  if (readFileSync(file, 'utf8') !== before) {
    console.error('console/src/api/schema.d.ts did not match the OpenAPI document. It has been updated: commit it.');
    process.exit(1);
  }
}

switch (process.argv[2]) {
  case 'build':
    await whenChanged('build', build);
    break;
  case 'watch':
    await watch();
    break;
  case 'test':
    await whenChanged('test', test);
    break;
  case 'api':
    await api();
    break;
  default:
    console.error('Usage: build.ts build|watch|test|api');
    process.exit(2);
}
