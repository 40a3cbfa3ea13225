import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { TelemetryPowertools } from '../../lib/aws';

describe('TelemetryPowertools', () => {
  const lines = (run: (telemetry: TelemetryPowertools) => void): Record<string, unknown>[] => {
    const written: string[] = [];
    const write = (text: unknown): void => {
      written.push(String(text));
    };
    const spies = [
      jest.spyOn(console, 'log').mockImplementation(write),
      jest.spyOn(console, 'info').mockImplementation(write),
      jest.spyOn(console, 'warn').mockImplementation(write),
    ];
    // Powertools then writes to the global console, and would leave metrics out.
    Object.assign(process.env, { POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_DISABLED: 'false' });
    run(
      new TelemetryPowertools(
        new Logger({ serviceName: 'sweep' }),
        new Metrics({ namespace: 'Rekey', serviceName: 'sweep' }),
      ),
    );
    delete process.env['POWERTOOLS_DEV'];
    delete process.env['POWERTOOLS_METRICS_DISABLED'];
    for (const spy of spies) spy.mockRestore();
    return written.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  test('fields stand in the line beside the message', () => {
    const [line] = lines((telemetry) => telemetry.warn('rotation failed', { key: 'ci/publish', attempt: 2 }));
    expect(line).toMatchObject({ level: 'WARN', message: 'rotation failed', key: 'ci/publish', attempt: 2 });
  });

  test('a metric is written at once, in its unit, with its dimensions', () => {
    const [seconds, count] = lines((telemetry) => {
      telemetry.count('revokeSeconds', 1.5, { issuer: 'unleash' });
      telemetry.count('due', 3);
    });
    expect(seconds).toMatchObject({ revokeSeconds: 1.5, issuer: 'unleash' });
    expect(JSON.stringify(seconds)).toContain('"Unit":"Seconds"');
    expect(count).toMatchObject({ due: 3 });
    expect(JSON.stringify(count)).toContain('"Unit":"Count"');
  });
});
