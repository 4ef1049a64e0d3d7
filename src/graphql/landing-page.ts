import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
textarea, pre { box-sizing: border-box; width: 100%; font: 14px/1.4 ui-monospace, monospace; }
textarea { min-height: 12rem; }
pre { overflow: auto; white-space: pre-wrap; }
`;

const SCRIPT = `
const form = document.querySelector('form');
const result = document.querySelector('pre');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  result.textContent = '...';
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: form.elements.query.value }),
    });
    result.textContent = JSON.stringify(await response.json(), null, 2);
  } catch (error) {
    result.textContent = String(error);
  }
});
`;

const EXAMPLE = `{
  pce { name version position ready }
  topology { nodes { id name } }
  lsps(first: 10) { totalCount nodes { id operationalState path { hopCount teMetric } } }
}`;

/** The page at `/`: everything is in it, and the policy lets the browser run nothing else. */
export function landingPage(name: string): { readonly html: string; readonly contentSecurityPolicy: string } {
  const title = escapeHtml(name);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<p>Event-sourced, stateful, active Path Computation Element. The API is GraphQL: <code>POST /graphql</code>, and
subscriptions over WebSocket at the same path.</p>
<p><a href="/healthz/live">live</a> · <a href="/healthz/ready">ready</a> · <a href="/metrics">metrics</a></p>
<form>
<label for="query">Query</label>
<textarea id="query" name="query" spellcheck="false">${escapeHtml(EXAMPLE)}</textarea>
<button type="submit">Run</button>
</form>
<pre aria-live="polite"></pre>
<script>${SCRIPT}</script>
</body>
</html>
`;
  const contentSecurityPolicy = [
    "default-src 'none'",
    `script-src '${digest(SCRIPT)}'`,
    `style-src '${digest(STYLE)}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { html, contentSecurityPolicy };
}

const digest = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
