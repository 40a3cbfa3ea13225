import type { SimulatedProcess } from './process';

type Method = (...args: unknown[]) => unknown;

/** A port, as one process reaches it. */
interface Wire {
  readonly process: SimulatedProcess;
  readonly port: Record<string, Method>;
  /** The port as it was some seconds ago. */
  readonly stale: (() => Record<string, Method>) | undefined;
}

const shapes = new Map<string, object>();

/** The same port, but each of its methods is an outgoing call of the process, named `name.method`; `shape` names ports that have the same methods. */
export function overWire<T extends object>(
  { name, shape = name, stale }: { name: string; shape?: string; stale?: () => T },
  process: SimulatedProcess,
  port: T,
): T {
  let methods = shapes.get(shape);
  if (methods === undefined) shapes.set(shape, (methods = wired(name, port)));
  return Object.assign(Object.create(methods) as object, { process, port, stale }) as unknown as T;
}

/** Made once for each shape: whoever calls a method is found in `this`. */
function wired(name: string, port: object): object {
  const methods: Record<string, unknown> = {};
  for (const method of methodsOf(port)) {
    const call = `${name}.${method}`;
    methods[method] = function (this: Wire, ...args: unknown[]) {
      const { process, port: now, stale } = this;
      const before = stale && (() => Promise.resolve(stale()[method]?.(...args)));
      return process.call(call, () => Promise.resolve(now[method]?.(...args)), before);
    };
  }
  return methods;
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
