import type { Command } from 'commander';
import type {
  LinkConstraints,
  Metric,
  MetricBound,
  PathObjective,
  PathRequest,
} from '../../graphql/generated/types.js';
import {
  parseBandwidth,
  parseBound,
  parseList,
  parseMetric,
  parseNumbers,
  parseObjective,
  parseWhole,
} from '../argument-values.js';

/** What the options of addRequestOptions give. */
export interface RequestOptions extends LinkOptions {
  readonly bandwidth?: number;
  readonly setupPriority?: number;
  readonly metric?: Metric;
  readonly objective?: PathObjective;
  readonly bound?: readonly MetricBound[];
  readonly include?: readonly string[];
}

/** What the options of addLinkOptions give. */
export interface LinkOptions {
  readonly exclude?: readonly string[];
  readonly includeAny?: readonly number[];
  readonly includeAll?: readonly number[];
  readonly excludeAny?: readonly number[];
  readonly excludeSrlgs?: readonly number[];
}

/** The options that say what a path must be like. */
export const addRequestOptions = (command: Command): Command =>
  addLinkOptions(
    command
      .option('--bandwidth <amount>', 'bit/s, with k, M, G or T: 5G', parseBandwidth)
      .option('--setup-priority <0-7>', '0 is the highest (default: 7)', parseWhole)
      .option(
        '--metric <metric>',
        'what is to be smallest: IGP, TE, HOPS, DELAY, DELAY-VARIATION or LOSS (default: TE)',
        parseMetric,
      )
      .option(
        '--objective <objective>',
        'minimum-cost, minimum-load or maximum-bandwidth; the metric decides between equals (default: minimum-cost)',
        parseObjective,
      )
      .option(
        '--bound <metric=max>',
        'upper limit, such as DELAY=2000 (µs), DELAY=2ms or HOPS=4; repeatable',
        parseBound,
      )
      .option(
        '--include <ids>',
        'nodes, links and systems (AS 65001) to be passed, in this order',
        parseList,
      ),
  );

/** The options that say which links may be used. */
export const addLinkOptions = (command: Command): Command =>
  command
    .option('--exclude <ids>', 'nodes and links not to be used, with commas between; repeatable', parseList)
    .option('--include-any <groups>', 'each link must have one of these administrative groups', parseNumbers)
    .option('--include-all <groups>', 'each link must have all of these administrative groups', parseNumbers)
    .option('--exclude-any <groups>', 'no link may have any of these administrative groups', parseNumbers)
    .option(
      '--exclude-srlgs <groups>',
      'no link may be in any of these shared risk link groups',
      parseNumbers,
    );

/** What is not given is left to the defaults of the PCE. */
export const pathRequest = (source: string, destination: string, options: RequestOptions): PathRequest => ({
  source,
  destination,
  ...(options.bandwidth === undefined ? {} : { bandwidth: options.bandwidth }),
  ...(options.setupPriority === undefined ? {} : { setupPriority: options.setupPriority }),
  ...(options.metric === undefined ? {} : { metric: options.metric }),
  ...(options.objective === undefined ? {} : { objective: options.objective }),
  ...(options.bound === undefined ? {} : { bounds: options.bound }),
  ...(options.include === undefined ? {} : { include: options.include }),
  ...linkConstraints(options),
});

export const linkConstraints = (options: LinkOptions): LinkConstraints => ({
  ...(options.exclude === undefined ? {} : { exclude: options.exclude }),
  ...(options.includeAny === undefined ? {} : { includeAny: options.includeAny }),
  ...(options.includeAll === undefined ? {} : { includeAll: options.includeAll }),
  ...(options.excludeAny === undefined ? {} : { excludeAny: options.excludeAny }),
  ...(options.excludeSrlgs === undefined ? {} : { excludeSrlgs: options.excludeSrlgs }),
});
