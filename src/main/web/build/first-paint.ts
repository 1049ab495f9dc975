import type { Plugin } from 'vite';

/**
 * Moves the style sheet behind the content of the page. In the head it would keep the browser from showing anything until it has
 * arrived; here it delays only the script.
 */
export function firstPaint(): Plugin {
  return {
    name: 'first-paint',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => {
        const links = html.match(/ *<link rel="stylesheet"[^>]*>\n?/g) ?? [];
        return links.reduce((page, link) => page.replace(link, ''), html).replace('</body>', () => `${links.join('')}</body>`);
      },
    },
  };
}
