import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Sign-ins under way live in memory: after a restart one chooses a person again, and tokens stay valid by their signature. */
export function createMemory(): AdapterFactory {
  const kept = new Map<string, { payload: AdapterPayload; until: number }>();
  const sweep = () => {
    for (const [key, { until }] of kept) if (until < Date.now()) kept.delete(key);
  };
  const search = (wanted: (payload: AdapterPayload) => boolean) =>
    [...kept.values()].find(({ payload }) => wanted(payload))?.payload;

  return (model): Adapter => ({
    async upsert(id, payload, expiresIn = Number.POSITIVE_INFINITY) {
      kept.set(`${model} ${id}`, { payload, until: Date.now() + expiresIn * 1000 });
    },
    async find(id) {
      sweep();
      return kept.get(`${model} ${id}`)?.payload;
    },
    findByUid: async (uid) => search((payload) => payload.kind === model && payload.uid === uid),
    findByUserCode: async () => undefined,
    async consume(id) {
      const found = kept.get(`${model} ${id}`);
      if (found) found.payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => void kept.delete(`${model} ${id}`),
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  });
}
