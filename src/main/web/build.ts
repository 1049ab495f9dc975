// Builds and tests the chat page and the console. Maven runs it with the Deno that it unpacked; see CONTRIBUTING.md.
//
//   build     builds the pages into target/web, unless nothing has changed since the last build
//   watch     builds a page after each change, until its standard input is closed; dev mode runs it
//   test      runs ESLint, checks the types and runs the tests, unless nothing has changed since they last passed
//   sbom      writes the bill of materials of the npm packages, target/web-sbom.cdx.json
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
const PAGES = ['chat', 'console'];

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

/** The fingerprint of the sources with which a step last succeeded. */
const markerOf = (step: string) => join(TARGET, 'web-state', step);

/** Runs a step unless it succeeded before with the same sources. */
async function whenChanged(step: string, run: () => Promise<void>): Promise<void> {
  const marker = markerOf(step);
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
  const child = spawn(process.execPath, args, { cwd: WEB, stdio: 'inherit' });
  process.on('exit', () => child.kill());
  const code = await new Promise((resolve) => child.on('close', resolve));
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
  Deno.stdin.readable.pipeTo(new WritableStream()).finally(() => process.exit());
  const watched = new Set<string>();
  for await (const { paths } of Deno.watchFs(PAGES.map((page) => join(WEB, page)))) {
    const page = PAGES.find((name) => paths.some((path) => path.startsWith(join(WEB, name))));
    if (page && !watched.has(page)) {
      watched.add(page);
      // What is built here is not minified, so it must not be packaged.
      rmSync(markerOf('build'), { force: true });
      vite(page, '--watch', '--minify', 'false', '--logLevel', 'warn');
    }
  }
}

async function test(): Promise<void> {
  await install();
  await deno('run', '-A', 'npm:eslint', '--max-warnings', '0');
  await deno('run', '-A', 'build/check-types.ts');
  await deno('run', '-A', 'npm:vitest', 'run');
}

async function api(): Promise<void> {
  const file = join(WEB, 'console/src/api/schema.d.ts');
  const before = readFileSync(file, 'utf8');
  await deno('run', '-A', 'npm:openapi-typescript', join(TARGET, 'openapi/openapi.json'), '--alphabetize', '-o', file);
  if (readFileSync(file, 'utf8') !== before) {
    console.error('console/src/api/schema.d.ts did not match the OpenAPI document. It has been updated: commit it.');
    process.exit(1);
  }
}

/** Lists all npm packages, also those that only the build uses. */
function sbom(): void {
  const lock = JSON.parse(readFileSync(join(WEB, 'deno.lock'), 'utf8')) as { npm: Record<string, unknown> };
  // A key is name@version, and after an underscore the packages with which it was resolved.
  const packages = new Set(Object.keys(lock.npm).map((key) => /^@?[^@]+@[^_]+/.exec(key)![0]));
  const components = [...packages].sort().map((key) => {
    const [, name, version] = /^(.+)@(.+)$/.exec(key)!;
    return { type: 'library', name, version, purl: `pkg:npm/${name!.replace('@', '%40')}@${version}` };
  });
  const document = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components };
  writeFileSync(join(TARGET, 'web-sbom.cdx.json'), JSON.stringify(document, null, 2));
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
  case 'sbom':
    sbom();
    break;
  case 'api':
    await api();
    break;
  default:
    console.error('Usage: build.ts build|watch|test|sbom|api');
    process.exit(2);
}
