import { isIpv6 } from '../../../domain/values/address.js';
import type { ObjectCodec, ObjectHeader } from './object-codec.js';
import { type Association, associationIpv4, associationIpv6 } from './objects/association.js';
import { type Bandwidth, existingBandwidth, requestedBandwidth } from './objects/bandwidth.js';
import { type CloseObject, close } from './objects/close.js';
import { type EndPoints, endPointsIpv4, endPointsIpv6 } from './objects/end-points.js';
import { type Ero, ero } from './objects/ero.js';
import { type Iro, iro } from './objects/iro.js';
import { type Lsp, lsp } from './objects/lsp.js';
import { type Lspa, lspa } from './objects/lspa.js';
import { type Metric, metric } from './objects/metric.js';
import { type NoPath, noPath } from './objects/no-path.js';
import { type Notification, notification } from './objects/notification.js';
import { type ObjectiveFunction, objectiveFunction } from './objects/objective-function.js';
import { type OpenObject, open } from './objects/open.js';
import { type PcepErrorObject, pcepError } from './objects/pcep-error.js';
import { type Rp, rp } from './objects/rp.js';
import { type Rro, rro } from './objects/rro.js';
import { type Srp, srp } from './objects/srp.js';
import { type Svec, svec } from './objects/svec.js';
import { type VendorInformation, vendorInformation } from './objects/vendor-information.js';
import { type Xro, xro } from './objects/xro.js';

/** An object without a codec, kept byte for byte. `bytes` is its body. */
export interface UnknownObject extends ObjectHeader {
  readonly kind: 'Unknown';
  readonly objectClass: number;
  readonly objectType: number;
  readonly bytes: Uint8Array;
}

export type KnownObject =
  | OpenObject
  | Rp
  | NoPath
  | EndPoints
  | Bandwidth
  | Metric
  | Ero
  | Rro
  | Lspa
  | Iro
  | Svec
  | Notification
  | PcepErrorObject
  | CloseObject
  | Xro
  | ObjectiveFunction
  | Lsp
  | Srp
  | VendorInformation
  | Association;

export type PcepObject = KnownObject | UnknownObject;

/** Every object that is understood. A new object is one file, one row here and one member of the union above. */
export const OBJECT_CODECS = [
  open,
  rp,
  noPath,
  endPointsIpv4,
  endPointsIpv6,
  requestedBandwidth,
  existingBandwidth,
  metric,
  ero,
  rro,
  lspa,
  iro,
  svec,
  notification,
  pcepError,
  close,
  xro,
  objectiveFunction,
  lsp,
  srp,
  vendorInformation,
  associationIpv4,
  associationIpv6,
] as readonly ObjectCodec<KnownObject>[];

const byClassAndType: readonly (ObjectCodec<KnownObject> | undefined)[] = (() => {
  const rows: (ObjectCodec<KnownObject> | undefined)[] = Array.from({ length: 0x1000 });
  for (const codec of OBJECT_CODECS) rows[(codec.objectClass << 4) | codec.objectType] = codec;
  return rows;
})();

const knownClasses: ReadonlySet<number> = new Set(OBJECT_CODECS.map((codec) => codec.objectClass));

const byKind: ReadonlyMap<string, ObjectCodec<KnownObject>> = new Map(
  OBJECT_CODECS.map((codec) => [codec.kind, codec]),
);

/** The codec of a class and type, or undefined where there is none. */
export const objectCodec = (objectClass: number, objectType: number): ObjectCodec<KnownObject> | undefined =>
  byClassAndType[(objectClass << 4) | objectType];

export const isKnownClass = (objectClass: number): boolean => knownClasses.has(objectClass);

/** The codec that writes an object: three kinds have two object types, told apart by their content. */
export function codecOf(object: KnownObject): ObjectCodec<KnownObject> {
  if (object.kind === 'END-POINTS') return isIpv6(object.source) ? endPointsIpv6 : endPointsIpv4;
  if (object.kind === 'BANDWIDTH') return object.of === 'existing' ? existingBandwidth : requestedBandwidth;
  if (object.kind === 'ASSOCIATION') return isIpv6(object.source) ? associationIpv6 : associationIpv4;
  const codec = byKind.get(object.kind);
  if (codec === undefined) throw new Error(`no codec for object ${object.kind}`);
  return codec;
}
