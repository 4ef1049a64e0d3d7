import type { Writer } from '../../../wire/writer.js';
import type { DecodeFailure } from '../failure.js';
import type { Association } from '../objects/association.js';
import type { Bandwidth } from '../objects/bandwidth.js';
import type { Ero } from '../objects/ero.js';
import type { Lsp } from '../objects/lsp.js';
import type { Metric } from '../objects/metric.js';
import type { Rro } from '../objects/rro.js';
import type { Srp } from '../objects/srp.js';
import { AttributeCollector, type AttributeList, writeAttributes } from './attribute-list.js';
import { type Item, type ObjectList, writeObject, writeObjects } from './object-list.js';
import { firstBroken, MISSING, referenceOf, refuse, refuseBroken } from './refusal.js';
import { eroFault, rroFault } from './segment-rules.js';
import { endOfStatefulEntry } from './stateful-entries.js';

/**
 * PCRpt, RFC 8231 section 6.1 with RFC 8697 section 6.3.1:
 *
 *     <PCRpt Message> ::= <Common Header> <state-report-list>
 *     <state-report>  ::= [<SRP>] <LSP> [<association-list>] <path>
 *     <path>          ::= <intended-path> [<actual-attribute-list> <actual-path>] <intended-attribute-list>
 *     <actual-attribute-list> ::= [<BANDWIDTH>] [<metric-list>]
 *
 * The intended path is the ERO, the actual path the RRO.
 */
export interface PCRpt {
  readonly kind: 'PCRpt';
  readonly reports: readonly StateReport[];
}

/** One report. The inherited attributes are the intended ones. */
export interface StateReport extends AttributeList {
  readonly srp?: Srp | undefined;
  readonly lsp: Lsp;
  readonly associations: readonly Association[];
  /** Absent only where the LSP is gone (R flag): every other report must have it, be it empty. */
  readonly ero?: Ero | undefined;
  /** Signalled values: what precedes the RRO, and a BANDWIDTH of type 2 wherever it stands. */
  readonly actual?: ActualAttributes | undefined;
  readonly rro?: Rro | undefined;
}

export interface ActualAttributes {
  readonly bandwidth?: Bandwidth | undefined;
  readonly metrics: readonly Metric[];
}

export function decodePcrpt(list: ObjectList, failures: DecodeFailure[]): PCRpt {
  const reports: StateReport[] = [];
  let from = 0;
  do {
    const to = endOfStatefulEntry(list, from);
    const report = readReport(list, from, to, failures);
    if (report !== undefined) reports.push(report);
    from = to;
  } while (from < list.items.length);
  return { kind: 'PCRpt', reports };
}

function readReport(
  list: ObjectList,
  from: number,
  to: number,
  failures: DecodeFailure[],
): StateReport | undefined {
  const report = collectReport(list.items, from, to);
  const failure = faultOf(report, list, from, to);
  if (failure === undefined) return report as StateReport;
  failures.push(failure);
  return undefined;
}

type IncompleteReport = Omit<StateReport, 'lsp'> & { readonly lsp: Lsp | undefined };

/** PERF: one pass, one object of one shape per report; attributes before the RRO are told apart by its index. */
function collectReport(items: readonly Item[], from: number, to: number): IncompleteReport {
  const rroAt = indexOfRro(items, from, to);
  const intended = new AttributeCollector();
  const associations: Association[] = [];
  const actualMetrics: Metric[] = [];
  let srp: Srp | undefined;
  let lsp: Lsp | undefined;
  let ero: Ero | undefined;
  let rro: Rro | undefined;
  let actualBandwidth: Bandwidth | undefined;
  for (let at = from; at < to; at++) {
    const item = items[at] as Item;
    if (item.kind === 'Broken') continue;
    if (item.kind === 'LSP' && lsp === undefined) lsp = item;
    else if (item.kind === 'SRP' && srp === undefined) srp = item;
    else if (item.kind === 'ERO' && ero === undefined) ero = item;
    else if (item.kind === 'RRO' && rro === undefined) rro = item;
    else if (item.kind === 'ASSOCIATION') associations.push(item);
    else if (item.kind === 'METRIC' && at < rroAt) actualMetrics.push(item);
    else if (item.kind === 'BANDWIDTH' && actualBandwidth === undefined && isActual(item, at, rroAt)) {
      actualBandwidth = item;
    } else intended.add(item);
  }
  const actual =
    actualBandwidth === undefined && actualMetrics.length === 0
      ? undefined
      : { bandwidth: actualBandwidth, metrics: actualMetrics };
  const { of, lspa, bandwidth, metrics, iro, others } = intended;
  return { srp, lsp, associations, ero, actual, rro, of, lspa, bandwidth, metrics, iro, others };
}

/** An existing bandwidth (type 2) is never an intention; a type 1 in front of the RRO stands where signalled values do. */
const isActual = (bandwidth: Bandwidth, at: number, rroAt: number): boolean =>
  bandwidth.of === 'existing' || at < rroAt;

/** Index of the first RRO, or -1: without one, nothing precedes it. */
function indexOfRro(items: readonly Item[], from: number, to: number): number {
  for (let at = from; at < to; at++) if (items[at]?.kind === 'RRO') return at;
  return -1;
}

function faultOf(
  { lsp, ero, rro }: IncompleteReport,
  list: ObjectList,
  from: number,
  to: number,
): DecodeFailure | undefined {
  const broken = firstBroken(list, from, to);
  if (broken !== undefined) return refuseBroken('PCRpt', broken, referenceOf(list, from, to));
  const at = list.offsets[from] ?? 0;
  if (lsp === undefined) {
    return refuse(['PCRpt'], at, 'report without LSP', MISSING.LSP, referenceOf(list, from, to));
  }
  if (ero === undefined && !lsp.remove) {
    return refuse(['PCRpt'], at, 'report without ERO', MISSING.ERO, referenceOf(list, from, to));
  }
  const eroProblem = ero === undefined ? undefined : eroFault(ero.subobjects);
  if (eroProblem !== undefined) {
    return refuse(['PCRpt', 'ERO'], at, eroProblem.what, eroProblem.error, referenceOf(list, from, to));
  }
  const rroProblem = rro === undefined ? undefined : rroFault(rro.subobjects);
  if (rroProblem === undefined) return undefined;
  return refuse(['PCRpt', 'RRO'], at, rroProblem.what, rroProblem.error, referenceOf(list, from, to));
}

export function encodePcrpt(w: Writer, { reports }: PCRpt): void {
  for (const report of reports) {
    writeObject(w, report.srp);
    writeObject(w, report.lsp);
    writeObjects(w, report.associations);
    writeObject(w, report.ero);
    writeObject(w, report.actual?.bandwidth);
    writeObjects(w, report.actual?.metrics ?? []);
    writeObject(w, report.rro);
    writeAttributes(w, report);
  }
}
