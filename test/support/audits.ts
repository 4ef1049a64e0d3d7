import type { AuditFilter, AuditFinding } from '../../src/app/audit/audit.js';
import type { Pce } from '../../src/app/pce.js';

/** The findings of a whole log, or of the part asked for, page by page. */
export async function auditOf(
  pce: Pick<Pce, 'audit' | 'head'>,
  filter: Partial<AuditFilter> = {},
): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = [];
  const wanted = { after: 0, to: pce.head(), first: 100, ...filter };
  for (let after = wanted.after; ; ) {
    const page = await pce.audit({ ...wanted, after });
    findings.push(...page.findings);
    if (!page.hasMore) return findings;
    after = page.auditedTo;
  }
}

/** `position type verdict`, for a test to show which were not what it expects. */
export const notReproduced = (findings: readonly AuditFinding[]): readonly string[] =>
  findings.flatMap(({ event, verdict, reason, differences }) =>
    verdict === 'reproduced'
      ? []
      : [`${event.position} ${event.type} ${verdict} ${reason ?? JSON.stringify(differences)}`],
  );
