import { Lazy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IStringParameter, ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { digestOf } from './digest-of';
import type { Issuer } from './issuer';
import { variantOf } from '../local-variant';
import type { RekeyFunction } from '../rekey-function';

/** What functions know of the issuers: a parameter for each, below one path of the installation. The environment of a function holds 4 KB, some seven issuers. */
export class IssuerDirectory extends Construct {
  /** Below it is what functions of this installation read when they start. */
  readonly root: string;
  readonly #path: string;
  readonly #issuers: { place: string; digest: string; parameter: StringParameter }[] = [];
  readonly #readers: RekeyFunction[] = [];

  /** @param installation by which its parameters are told from those of other installations of the account and region */
  constructor(scope: Construct, id: string, { installation }: { installation: string }) {
    super(scope, id);
    this.root = `/rekey/${installation}`;
    this.#path = `${this.root}/issuers`;
  }

  /** Writes an issuer down. */
  enter(issuer: Issuer): IStringParameter {
    const { issuerName: name, settings } = issuer;
    const place = this.#placeOf(issuer);
    const parameter = new StringParameter(issuer, 'Settings', {
      parameterName: `${this.#path}/${place}`,
      simpleName: false,
      description: `Rekey: what ${name} is, and where its worker's queues are`,
      stringValue: Stack.of(issuer).toJsonString(settings),
      // Up to 4 KB it costs nothing, up to 8 KB $0.05 a month; "Standard" would refuse the second, and to go back to it.
      tier: ParameterTier.INTELLIGENT_TIERING,
    });
    this.#issuers.push({ place, digest: digestOf(issuer, () => settings), parameter });
    for (const reader of this.#readers) reader.handler.node.addDependency(parameter);
    return parameter;
  }

  /** Lets a function read all issuers when it starts, and tells it where they are. Whatever of them a deployment changes, it starts again, and not before they are written. */
  grantRead(to: RekeyFunction): void {
    const { handler, role } = to;
    handler.addEnvironment('REKEY_ISSUERS_PATH', this.#path);
    const places = () => this.#issuers.map(({ place }) => place).join(' ');
    handler.addEnvironment('REKEY_ISSUERS', Lazy.string({ produce: places }));
    handler.addEnvironment(
      'REKEY_ISSUERS_DIGEST',
      digestOf(this, () => this.#issuers.map(({ digest }) => digest)),
    );
    // By the path that is asked for, and nothing below it: AWS compares that.
    const path = Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: this.#path.slice(1) });
    const resources = [path, ...(variantOf(this.node).parametersWithoutPath ? ['*'] : [])];
    role.addToPolicy(new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources }));
    this.#readers.push(to);
    for (const { parameter } of this.#issuers) handler.node.addDependency(parameter);
  }

  /** Below the path: the name, and what tells the stack apart where it is a nested one, because an issuer that moves is made there before it goes here. */
  #placeOf(issuer: Issuer): string {
    const home = Stack.of(issuer);
    return home === Stack.of(this) ? issuer.issuerName : `${issuer.issuerName}/${home.node.addr.slice(-4)}`;
  }
}
