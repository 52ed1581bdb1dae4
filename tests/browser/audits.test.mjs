// GraphQL over HTTP, held against the reference audit suite: all of it, SHOULD and MAY included.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { auditServer } from 'graphql-http';
import { startHouse } from './house.mjs';

const AUDITS = 61;
let house;
before(async () => {
  house = await startHouse({ demo: false });
});
after(() => house.stop());

test('every audit of graphql-http passes', async () => {
  const results = await auditServer({ url: `${house.base}/graphql` });
  const failed = results.filter((r) => r.status !== 'ok').map((r) => `${r.id} ${r.name}: ${r.reason}`);
  assert.deepEqual(failed, []);
  assert.equal(results.length, AUDITS);
});
