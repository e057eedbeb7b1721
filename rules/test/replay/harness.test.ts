/** Does the harness see what it is there to see? Each test holds a wrong verdict, or a handler that is known to be wrong. */
import { describe, expect, it } from 'vitest';
import { effect, markFetch, markPg, replay, type ReplayOptions, Run, runs } from '../../src/replay/replay.js';
import { describeSql } from '../../src/replay/statement.js';

interface Store {
  orders: string[];
  balance: number;
}

/** A store in memory that outlives the processes. */
function storeOf(): { store: Store; options: Pick<ReplayOptions<string>, 'message' | 'reset' | 'observe' | 'quiet'> } {
  const store: Store = { orders: [], balance: 0 };
  const reset = (): void => {
    Object.assign(store, { orders: [], balance: 0 });
  };
  return {
    store,
    options: { message: 'o1', reset, observe: () => ({ ...store, orders: [...store.orders] }), quiet: 5 },
  };
}

describe('replay', () => {
  it('shows an insert that is repeated, as a timeline', async () => {
    const { store, options } = storeOf();
    const verdict = await replay({
      ...options,
      handler: (id) => effect('insert orders', () => void store.orders.push(id)),
    });
    expect(verdict.safe).toBe(false);
    expect(verdict.text).toContain(
      'delivered → insert orders ✔ → ✂ crash\nredelivered → insert orders ✔ → ack ✔\n→ orders: 2, expected 1',
    );
  });

  it('finds nothing in a handler that looks for the row', async () => {
    const { store, options } = storeOf();
    const handler = (id: string): Promise<void> =>
      effect('upsert orders', () => {
        if (!store.orders.includes(id)) store.orders.push(id);
      });
    expect(await replay({ ...options, handler })).toMatchObject({ safe: true, divergences: [] });
  });

  it('shows what is lost when the message is acknowledged first', async () => {
    const { store, options } = storeOf();
    const verdict = await replay({
      ...options,
      ack: 'manual',
      handler: async (id, delivery) => {
        await delivery.ack();
        await effect('insert orders', () => void store.orders.push(id));
      },
    });
    expect(hazards(verdict)).toContain('lost');
  });

  it('shows a message that fails at every delivery', async () => {
    const { store, options } = storeOf();
    const verdict = await replay({
      ...options,
      handler: (id) =>
        effect('insert orders', () => {
          if (store.orders.includes(id)) throw new Error('duplicate key');
          store.orders.push(id);
        }),
    });
    expect(hazards(verdict)).toContain('stuck');
  });

  it('shows a check that two deliveries pass at once, and nothing else of it', async () => {
    const { store, options } = storeOf();
    const handler = async (id: string): Promise<void> => {
      const run = runs.getStore();
      const known = await run?.step({ kind: 'read', label: 'read orders', resources: ['orders'] }, () =>
        store.orders.includes(id),
      );
      if (known !== true) await effect('insert orders', () => void store.orders.push(id));
    };
    const verdict = await replay({ ...options, handler });
    expect(new Set(verdict.divergences.map((d) => d.schedule.kind))).toEqual(new Set(['overtaken']));
  });

  it('shows a memory that a restart clears, where each delivery starts a process', async () => {
    const { store, options } = storeOf();
    const start = () => {
      const seen = new Set<string>();
      return async (id: string): Promise<void> => {
        if (seen.has(id)) return;
        seen.add(id);
        await effect('insert orders', () => void store.orders.push(id));
      };
    };
    expect(hazards(await replay({ ...options, start }))).toContain('repeated');
  });

  it('lets nothing of a killed run happen, and tells its code nothing', async () => {
    const run = new Run({ crash: { step: 0, when: 'after' } });
    run.begin();
    const told: string[] = [];
    const done: string[] = [];
    void runs.run(run, async () => {
      try {
        await effect('first', () => done.push('first'));
        told.push('returned');
        await effect('second', () => done.push('second'));
      } catch {
        told.push('threw');
      }
    });
    await run.killed;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect({ told, done }).toEqual({ told: [], done: ['first'] });
  });

  it('refuses to compare with a run that fails by itself', async () => {
    const { options } = storeOf();
    const handler = (): never => {
      throw new Error('no such table');
    };
    await expect(replay({ ...options, handler })).rejects.toThrow('no such table');
  });
});

describe('wrappers', () => {
  it('mark the statements of a pool and of what it hands out, and close what a killed run holds', async () => {
    const asked: string[] = [];
    const released: unknown[] = [];
    const query = (text: string): Promise<number> => Promise.resolve(asked.push(text));
    const client = { query, release: (destroy?: boolean) => released.push(destroy) };
    const pool = markPg({ query, connect: () => Promise.resolve(client) });
    const run = new Run({ crash: { step: 1, when: 'before' } });
    run.begin();
    void runs.run(run, async () => {
      await pool.query('SELECT 1 FROM orders');
      const inner = await pool.connect();
      await inner.query('INSERT INTO orders VALUES (1)');
    });
    await run.killed;
    expect(asked).toEqual(['SELECT 1 FROM orders']);
    expect(released).toEqual([true]);
    expect(run.taken.map((s) => `${s.kind} ${s.label}`)).toEqual(['read read orders', 'write insert orders']);
  });

  it('mark requests by what they change', async () => {
    const run = new Run();
    run.begin();
    const fetch = markFetch(() => Promise.resolve(new Response('{}')));
    await runs.run(run, async () => {
      await fetch('https://pay.example.com/charges', { method: 'POST' });
      await fetch(new URL('https://pay.example.com/charges'));
    });
    expect(run.taken.map((s) => s.kind)).toEqual(['write', 'read']);
  });
});

describe('statements', () => {
  it.each([
    ['INSERT INTO "shop"."orders" (id) VALUES (1)', 'write', 'insert orders', ['orders']],
    ["UPDATE orders SET note = 'delete from carts' WHERE id = 1", 'write', 'update orders', ['orders']],
    ['insert or ignore into seen values (1)', 'write', 'insert seen', ['seen']],
    ['INSERT INTO a VALUES (1) ON CONFLICT (id) DO UPDATE SET b = 2', 'write', 'insert a', ['a']],
    ['SELECT balance FROM accounts WHERE id = 1 FOR UPDATE', 'read', 'read accounts', ['accounts']],
    [
      'WITH m AS (INSERT INTO seen VALUES (1) RETURNING 1) UPDATE accounts SET b = 2',
      'write',
      'insert seen, update accounts',
      ['seen', 'accounts'],
    ],
    ['BEGIN', 'control', 'begin', []],
    ['COMMIT;', 'write', 'commit', []],
  ] as const)('%s', (text, kind, label, resources) => {
    expect(describeSql(text)).toEqual({ kind, label, resources });
  });
});

function hazards(verdict: Awaited<ReturnType<typeof replay>>): string[] {
  return verdict.divergences.flatMap((d) => d.harms.map((h) => h.hazard));
}
