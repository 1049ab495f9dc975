import vue from '@vitejs/plugin-vue';
import Components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { firstPaint } from './build/first-paint.ts';
import { precompress } from './build/precompress.ts';
import { protobuf } from './build/protobuf.ts';

const PAGES = ['chat', 'console'];
const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Quarkus serves this folder; Maven adds it to the resources of the service. */
const OUTPUT = folder('../../../target/web/META-INF/resources');

/** The mode is the page to build: chat or console. */
export default defineConfig(({ mode, command }) => {
  const page = PAGES.includes(mode) ? mode : 'console';
  return {
    root: mode === 'test' ? folder('.') : folder(page),
    base: `/${page}/`,
    plugins: [
      vue(),
      protobuf(),
      // Imports the components of Element Plus that a template uses, with their styles. main.ts has the styles of the rest.
      Components({ dts: false, dirs: [], resolvers: [ElementPlusResolver({ importStyle: mode === 'test' ? false : 'css' })] }),
      firstPaint(),
      precompress(),
    ],
    build: {
      outDir: `${OUTPUT}/${page}`,
      emptyOutDir: true,
      target: ['chrome100', 'firefox100', 'safari15.4'],
      // An asset inlined as a data: URL would need an exception in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1000,
    },
    server: { proxy: { '/api': 'http://localhost:8080', '/im': 'http://localhost:8080' } },
    test: { environment: 'happy-dom', include: ['{chat,console}/**/*.test.ts'] },
    clearScreen: command === 'build',
  };
});
