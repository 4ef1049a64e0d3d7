import { expect, test } from '@jest/globals';
import { speedInText, speedInUnits } from '../../../../src/app/topology-documents/link-speed.js';

test.each([
  ['2.5 Gbps', 2.5e9],
  ['45 Mbps DS-3', 45e6],
  ['1 Gbit/s', 1e9],
  ['10Gb/s', 10e9],
  ['155M', 155e6],
  ['1GE Primary Link', 1e9],
  ['10GigE', 10e9],
  ['24 MB/s', 24e6],
  ['0.02M', 20e3],
  ['2x10Gb/s', 20e9],
  ['2 x 2.5 Gbps', 5e9],
  ['Lit Fibre (10 Gbps)', 10e9],
  ['Peering, 13 Gbps', 13e9],
  ['155 Mbps OC-3', 155e6],
  ['OC192/STM64', 9_953_280_000],
  ['OC-192c', 9_953_280_000],
  ['STM-64x2', 19_906_560_000],
  ['STM-16', 2_488_320_000],
  ['ANS CO+RE T1', 1_544_000],
  ['E3', 34_368_000],
])('%s names one speed', (label, speed) => {
  expect(speedInText(label)).toBe(speed);
});

test.each([
  '10-34 Mb/s',
  '300M-1Gb/s',
  '1-20Gbps',
  '< 2.5 Gbps',
  '<= 10 Mbps',
  'less than 100 Mbps',
  '100 Mbps and more',
  '1 Gbps and 10 Gbps',
  'Dark Fibre',
  'TAT-14',
  'SeaMeWe-3',
  '10 Meters',
  'Completion 2007-2008',
  '0 Mbps',
  '',
])('%s names none', (label) => {
  expect(speedInText(label)).toBeUndefined();
});

test('a number with its unit', () => {
  expect(speedInUnits(2.5, 'G')).toBe(2.5e9);
  expect(speedInUnits(64, ' Kbps')).toBe(64e3);
  expect(speedInUnits(1, 'lambda')).toBeUndefined();
});
