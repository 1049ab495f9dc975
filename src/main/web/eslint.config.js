import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import vue from 'eslint-plugin-vue';
import accessibility from 'eslint-plugin-vuejs-accessibility';
import globals from 'globals';
import ts from 'typescript-eslint';

export default defineConfig(
  { ignores: ['console/src/api/schema.d.ts', 'node_modules'] },
  js.configs.recommended,
  ts.configs.recommended,
  vue.configs['flat/recommended'],
  // How the sources are laid out is not for a linter to say.
  vue.configs['no-layout-rules'],
  accessibility.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: { parserOptions: { parser: ts.parser }, globals: globals.browser },
    rules: {
      eqeqeq: 'error',
      'vuejs-accessibility/heading-has-content': ['error', { accessibleChildren: ['RuleName'] }],
      // By default, a label would need both: its input within, and its id.
      'vuejs-accessibility/label-has-for': ['error', {
        controlComponents: ['el-input', 'el-input-number', 'el-select', 'el-date-picker', 'el-switch'],
        required: { some: ['nesting', 'id'] },
      }],
    },
  },
);
