// Vite plugin: puts one small classic script into the head, external and hashed, so that the theme is set before the first paint.
// A module script would run after the paint and flash; an inline script would need a hole in the content security policy.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';

export function blockingScript(source: string): Plugin {
  let root = '';
  let assetReference = '';
  return {
    name: 'blocking-script',
    configResolved(config) {
      root = config.root;
    },
    buildStart() {
      if (this.environment.mode !== 'build') return;
      assetReference = this.emitFile({
        type: 'asset',
        name: basename(source),
        source: readFileSync(join(root, source), 'utf8'),
      });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') return;
        const address = `/${this.getFileName(assetReference)}`;
        page.source = String(page.source).replace(`/${source}`, address);
      },
    },
  };
}
