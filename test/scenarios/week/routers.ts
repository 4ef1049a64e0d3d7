import { LspId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import type { TestPce } from '../../support/pce.js';
import type { PlayedPccs } from '../../support/played-pcc.js';
import { CAPACITY, type Condition, spanOf } from './week-network.js';

/** Links that an LSP is over, as the routers see it. */
function linksOf(cairn: TestPce, { source, route }: LspState): readonly string[] {
  const resolved = cairn.pce.live.computer.resolve(source, route);
  return resolved.ok ? resolved.value.links : [];
}

/** RSVP-TE: what a link that failed carried is down, and comes up with it if what is there by then leaves the room. */
export function signal(cairn: TestPce, pccs: PlayedPccs, { down, cut }: Condition): void {
  const load = new Map<string, number>();
  const take = (lsp: LspState): void => {
    for (const link of linksOf(cairn, lsp)) load.set(link, (load.get(link) ?? 0) + (lsp.bandwidth ?? 0));
  };
  const isUp = (link: string): boolean => !down.has(spanOf(link));
  for (const lsp of pccs.lsps.values())
    if (lsp.operationalState === 'UP' && linksOf(cairn, lsp).every(isUp)) take(lsp);
  for (const lsp of pccs.lsps.values()) {
    if (lsp.setupType !== 'RSVP_TE' || lsp.route.length === 0) continue;
    const links = linksOf(cairn, lsp);
    const works = links.every(isUp);
    const wasUp = lsp.operationalState === 'UP';
    const hasRoom = links.every(
      (link) => !cut.has(spanOf(link)) && (load.get(link) ?? 0) + (lsp.bandwidth ?? 0) <= CAPACITY,
    );
    if (wasUp === works || (works && !hasRoom)) continue;
    if (works) take(lsp);
    pccs.change(cairn, { ...lsp, operationalState: works ? 'UP' : 'DOWN' });
  }
}

/**
 * Links that carry more than they have, by what the head-ends have set up and where the routers lead it, whatever the log says.
 * Where a label stack leads to while a link of its path is down and there is no other path is the routers' choice.
 */
export function overloaded(cairn: TestPce, pccs: PlayedPccs, { cut }: Condition): readonly string[] {
  const load = new Map<string, number>();
  for (const lsp of pccs.lsps.values())
    if (lsp.operationalState === 'UP' && (lsp.setupType === 'RSVP_TE' || hasWorkingPath(cairn, lsp)))
      for (const link of linksOf(cairn, lsp)) load.set(link, (load.get(link) ?? 0) + (lsp.bandwidth ?? 0));
  return [...load].flatMap(([link, bits]) =>
    bits > CAPACITY && !cut.has(spanOf(link)) ? [`${link} ${bits}`] : [],
  );
}

function hasWorkingPath({ pce }: TestPce, { pcc, name }: LspState): boolean {
  const { bookings, ted } = pce.live.state;
  const path = bookings.occurrenceOf(LspId(pcc, name))?.path;
  return path?.path.links.every((link) => ted.link(link)?.operational === true) === true;
}
