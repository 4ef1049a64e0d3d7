/**
 * How many random cases a property is asked: `usual` in `npm test`, more when exploring (`npm run explore`, which sets
 * CAIRN_CASES to a factor and draws a seed of its own).
 */
export const cases = (usual: number): number => usual * Number(process.env.CAIRN_CASES ?? 1);
