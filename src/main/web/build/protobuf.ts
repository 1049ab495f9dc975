import pbjs from 'protobufjs-cli/pbjs.js';
import type { Plugin } from 'vite';

/** Lets a module import a .proto file: generates a static codec, because browsers must not compile one by `eval`. */
export function protobuf(): Plugin {
  return {
    name: 'protobuf',
    resolveId(source, importer) {
      // The schema is outside the folder that has the library.
      return importer?.endsWith('.proto') ? this.resolve(source, import.meta.filename) : undefined;
    },
    load(id) {
      if (!id.endsWith('.proto')) {
        return undefined;
      }
      this.addWatchFile(id);
      const options = ['--keep-case', '--no-create', '--no-verify', '--no-convert', '--no-delimited', '--no-typeurl', '--no-comments'];
      return new Promise<string>((resolve, reject) =>
        pbjs.main(['-t', 'static-module', '-w', 'es6', ...options, id], (error, code) =>
          error ? reject(error) : resolve(code ?? '')));
    },
  };
}
