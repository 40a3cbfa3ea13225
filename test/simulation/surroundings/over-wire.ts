import type { SimulatedProcess } from './process';

type Port = Record<string, (...args: unknown[]) => unknown>;

/** A port, as one process reaches it; `stale` is the port as it was some seconds ago. */
type Wire = new (process: SimulatedProcess, reach: () => Port, stale: (() => Port) | undefined) => object;

const wires = new Map<string, Wire>();

/**
 * The same port, but each of its methods is an outgoing call of the process, named `name.method`; `shape` names ports that have the same methods.
 * It is reached for when a call takes effect: most processes call few of their ports.
 */
export function overWire<T extends object>(
  { name, shape = name, stale }: { name: string; shape?: string; stale?: () => T },
  process: SimulatedProcess,
  reach: () => T,
): T {
  let wire = wires.get(shape);
  if (wire === undefined) wires.set(shape, (wire = wired(name, reach())));
  return new wire(process, reach as () => Port, stale as (() => Port) | undefined) as T;
}

/** Made once for each shape, because a history has thousands of processes: whoever calls a method is found in `this`. */
function wired(name: string, sample: object): Wire {
  class Wired {
    constructor(
      readonly process: SimulatedProcess,
      readonly reach: () => Port,
      readonly stale: (() => Port) | undefined,
    ) {}
  }
  for (const method of methodsOf(sample)) {
    const call = `${name}.${method}`;
    const value = function (this: Wired, ...args: unknown[]): Promise<unknown> {
      const { process, reach, stale } = this;
      const before = stale && (() => Promise.resolve(stale()[method]?.(...args)));
      return process.call(call, () => Promise.resolve(reach()[method]?.(...args)), before);
    };
    Object.defineProperty(Wired.prototype, method, { value, writable: true });
  }
  return Wired;
}

function methodsOf(port: object): string[] {
  const names = new Set<string>();
  for (let one = port; one !== Object.prototype; one = Object.getPrototypeOf(one) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(one))) {
      if (typeof value === 'function' && name !== 'constructor') names.add(name);
    }
  }
  return [...names];
}
