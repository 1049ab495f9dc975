// Checks the types of all sources, .vue files included. The command vue-tsc does the same, but patches the compiler's file in a
// way that Deno does not support.
import { proxyCreateProgram } from '@volar/typescript';
import { createParsedCommandLine, createVueLanguagePlugin, getAllExtensions } from '@vue/language-core';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const CONFIG = join(dirname(fileURLToPath(import.meta.url)), '../tsconfig.json');
const { vueOptions } = createParsedCommandLine(ts, ts.sys, CONFIG);
const { options, fileNames, errors } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(CONFIG, ts.sys.readFile).config,
  ts.sys,
  dirname(CONFIG),
  {},
  CONFIG,
  undefined,
  getAllExtensions(vueOptions).map((extension) => ({
    extension: extension.slice(1),
    isMixedContent: true,
    scriptKind: ts.ScriptKind.Deferred,
  })),
);
options.allowNonTsExtensions = true;

const createProgram = proxyCreateProgram(ts, ts.createProgram, (_ts, program) => ({
  languagePlugins: [createVueLanguagePlugin(ts, program.options, vueOptions, (id) => id)],
}));
const program = createProgram({ rootNames: fileNames, options, host: ts.createCompilerHost(options) });
const problems = [...errors, ...ts.getPreEmitDiagnostics(program)];

if (problems.length > 0) {
  console.error(ts.formatDiagnosticsWithColorAndContext(problems, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getNewLine: () => '\n',
  }));
  process.exit(1);
}
