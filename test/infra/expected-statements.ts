const secret = (name: string) => `arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:${name}`;
const queue = (name: string) => `${name}.Arn`;
const lanes = (issuer: string) => [`Issuer${issuer}ContainmentsQueue`, `Issuer${issuer}RotationsQueue`].map(queue);
const everyLane = [...lanes('otherone'), ...lanes('unleash')];

const everyDeadLetter = [
  ...everyLane.map((arn) => arn.replace('Queue.Arn', 'DeadLetters.Arn')),
  queue('RekeyLeakIntakeReportsDeadLetters'),
  queue('RekeyNotifierMessagesDeadLetters'),
  queue('RekeyNotifierUndeliveredEvents'),
  queue('RekeyOutboxDeadLetters'),
  queue('RekeyRegistrarRegistrationsDeadLetters'),
  queue('RekeySecretWatchChangesDeadLetters'),
  queue('RekeySweeperDeadLetters'),
];

/** Queues to which an operator's redrive sends back. */
const redriven = [
  ...everyLane,
  queue('RekeyLeakIntakeReportsQueue'),
  queue('RekeyNotifierMessagesQueue'),
  queue('RekeyRegistrarRegistrationsQueue'),
  queue('RekeySecretWatchChangesQueue'),
];

const log = (id: string) => `logs:CreateLogStream, logs:PutLogEvents on ${id}Log.Arn`;
const trace = 'xray:PutTelemetryRecords, xray:PutTraceSegments on *';
const send = (to: string[]) => `sqs:GetQueueAttributes, sqs:GetQueueUrl, sqs:SendMessage on ${to.join(', ')}`;
const consuming =
  'sqs:ChangeMessageVisibility, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:GetQueueUrl, sqs:ReceiveMessage';
const letters = (of: string[]) =>
  `sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage on ${of.toSorted().join(', ')}`;
const consume = (from: string[]) => `${consuming} on ${from.join(', ')}`;
const consumeAndSend = (both: string[]) => `${consuming}, sqs:SendMessage on ${both.join(', ')}`;
const table = (...actions: string[]) =>
  `${actions.map((action) => `dynamodb:${action}`).join(', ')} on RekeyLedgerTable.Arn`;
const viaDynamo =
  '{"StringEquals":{"kms:ViaService":{"Fn::Join":["",["dynamodb.",{"Ref":"AWS::Region"},".amazonaws.com"]]}}}';
const viaSecretsManager =
  '{"StringEquals":{"kms:ViaService":{"Fn::Join":["",["secretsmanager.",{"Ref":"AWS::Region"},".amazonaws.com"]]}}}';
const readKey = `kms:Decrypt, kms:DescribeKey on RekeyDataKey.Arn if ${viaDynamo}`;
const writeKey = `kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey, kms:ReEncryptFrom, kms:ReEncryptTo on RekeyDataKey.Arn if ${viaDynamo}`;
const readIssuers = 'ssm:GetParametersByPath on arn:<Partition>:ssm:<Region>:<AccountId>:parameter/rekey/Rekey/issuers';
const putEvents = 'events:PutEvents on RekeyBus.Arn';
const generateMac = 'kms:GenerateMac on RekeyFingerprintKey.Arn';

const worker = (id: string, issuer: string, admin: string, names: string) => {
  const asked = `{"StringEquals":{"aws:RequestTag/rekey:issuer":"${issuer}"}`;
  const tagKeys = '"ForAllValues:StringEquals":{"aws:TagKeys":["rekey:installation","rekey:issuer","rekey:key"]}';
  const ours = `"aws:ResourceTag/rekey:issuer":"${issuer}"`;
  return [
    table('BatchGetItem', 'DeleteItem', 'DescribeTable', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'dynamodb:Query on RekeyLedgerTable.Arn/index/all',
    writeKey,
    generateMac,
    log(`Issuer${id}Worker`),
    `secretsmanager:CreateSecret on ${secret(names)} if ${asked}}`,
    `secretsmanager:DescribeSecret on ${secret('*')}`,
    `secretsmanager:GetSecretValue on ${secret(`${admin}-??????`)}`,
    `secretsmanager:GetSecretValue, secretsmanager:ListSecretVersionIds, secretsmanager:PutSecretValue, secretsmanager:UpdateSecretVersionStage on ${secret('*')} if {"StringEquals":{${ours}}}`,
    `secretsmanager:TagResource on ${secret(names)} if ${asked},"StringEqualsIfExists":{${ours}},${tagKeys}}`,
    `Deny secretsmanager:CreateSecret, secretsmanager:TagResource on ${secret('rekey/*')}`,
    consumeAndSend(lanes(id)),
    trace,
  ];
};

/** What each role may do, whole; see {@link readStatements} for the form. */
export const expectedStatements: Record<string, string[]> = {
  RekeySweeperSweepRole: [
    table('BatchGetItem', 'DescribeTable', 'GetItem', 'Query', 'UpdateItem'),
    `${table('PutItem')} if {"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["INSTALLATION"]}}`,
    'dynamodb:Query on RekeyLedgerTable.Arn/index/due',
    readIssuers,
    putEvents,
    writeKey,
    log('RekeySweeperSweep'),
    send([...everyLane, queue('RekeySweeperDeadLetters')]),
    trace,
  ],
  RekeySecretWatchRole: [
    table('GetItem', 'Query', 'UpdateItem'),
    readIssuers,
    writeKey,
    log('RekeySecretWatch'),
    consume([queue('RekeySecretWatchChangesQueue')]),
    send(['IssuerotheroneRotationsQueue', 'IssuerunleashRotationsQueue'].map(queue)),
    trace,
  ],
  RekeyWeeklySummarySumObservedRole: [
    table('DescribeTable', 'GetItem', 'Query'),
    `${table('PutItem')} if {"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["INSTALLATION"]}}`,
    'dynamodb:Query on RekeyLedgerTable.Arn/index/all',
    writeKey,
    log('RekeyWeeklySummarySumObserved'),
    send([queue('RekeySweeperDeadLetters')]),
    trace,
  ],
  RekeyLeakIntakeRole: [
    generateMac,
    readIssuers,
    log('RekeyLeakIntake'),
    send([queue('RekeyLeakIntakeReportsQueue')]),
    trace,
  ],
  RekeyLeakIntakeMatchRole: [
    table('BatchGetItem', 'DescribeTable', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    readIssuers,
    writeKey,
    log('RekeyLeakIntakeMatch'),
    consume([queue('RekeyLeakIntakeReportsQueue')]),
    send(['IssuerotheroneContainmentsQueue', 'IssuerunleashContainmentsQueue'].map(queue)),
    trace,
  ],
  RekeyOperatorApiOperateRole: [
    table('BatchGetItem', 'DescribeTable', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'dynamodb:Query on RekeyLedgerTable.Arn/index/all, RekeyLedgerTable.Arn/index/due, RekeyLedgerTable.Arn/index/owner',
    readIssuers,
    'ssm:GetParameter on arn:<Partition>:ssm:<Region>:<AccountId>:parameterRekeyOperatorApiOperateLetters',
    writeKey,
    log('RekeyOperatorApiOperate'),
    `secretsmanager:DescribeSecret on ${secret('*')}`,
    'sns:ListSubscriptionsByTopic on RekeyTopic',
    send(redriven),
    letters(everyDeadLetter),
    // IAM knows no resource of a subscription.
    `sns:GetSubscriptionAttributes, ${trace}`,
  ],
  RekeyAnyKeysRegisterRole: [
    log('RekeyAnyKeysRegister'),
    send([queue('RekeyRegistrarRegistrationsDeadLetters'), queue('RekeyRegistrarRegistrationsQueue')]),
    trace,
  ],
  RekeyRegistrarDeclareRole: [
    table('DescribeTable', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    readIssuers,
    writeKey,
    log('RekeyRegistrarDeclare'),
    `secretsmanager:DescribeSecret on ${secret('*')}`,
    consumeAndSend([queue('RekeyRegistrarRegistrationsQueue')]),
    send(['IssuerotheroneRotationsQueue', 'IssuerunleashRotationsQueue'].map(queue)),
    trace,
  ],
  RekeyOutboxPublishRole: [
    table('BatchGetItem', 'GetItem', 'Query', 'UpdateItem'),
    'dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator on RekeyLedgerTable.StreamArn',
    'dynamodb:ListStreams, xray:PutTelemetryRecords, xray:PutTraceSegments on *',
    putEvents,
    'kms:Decrypt, kms:DescribeKey on RekeyDataKey.Arn', // the stream's records, which Lambda reads in its name
    writeKey,
    log('RekeyOutboxPublish'),
    send([queue('RekeyOutboxDeadLetters')]),
  ],
  RekeyNotifierNotifyRole: [
    table('GetItem', 'Query'),
    readKey,
    'kms:Decrypt, kms:GenerateDataKey* on RekeyDataKey.Arn', // the topic's messages
    log('RekeyNotifierNotify'),
    `secretsmanager:GetSecretValue on ${secret('rekey/hooks/*')}`,
    'sns:Publish on RekeyTopic',
    consumeAndSend([queue('RekeyNotifierMessagesQueue')]),
    trace,
  ],
  IssuerunleashWorkerRole: worker('unleash', 'unleash', 'rekey/admin/unleash', '*'),
  IssuerotheroneWorkerRole: [
    ...worker('otherone', 'other-one', 'rekey/admin/other', 'shop/*'),
    `kms:Decrypt, kms:GenerateDataKey on arn:aws:kms:eu-central-1:111122223333:key/shop if ${viaSecretsManager}`,
  ],
};

/** The same, with queues of reports of doors: those that intake fills, and one that AWS Health does. */
export function withQueuesOf(doors: readonly ('github' | 'report' | 'awshealth')[]): Record<string, string[]> {
  const arns = (of: readonly string[], part: string) => of.map((door) => queue(`RekeyLeakIntakeReports${door}${part}`));
  const more = (role: string, was: string, of: string[], as: (names: string[]) => string) => {
    const before = expectedStatements[role] ?? [];
    return before.map((one) => (one === was ? as([...of].toSorted()) : one));
  };
  const reports = queue('RekeyLeakIntakeReportsQueue');
  const filled = doors.filter((door) => door !== 'awshealth');
  const undelivered = doors.includes('awshealth') ? [queue('RekeyDoorsUndeliveredEvents')] : [];
  const dead = [...arns(doors, 'DeadLetters'), ...undelivered];
  const operate = 'RekeyOperatorApiOperateRole';
  return {
    ...expectedStatements,
    RekeyLeakIntakeRole: more('RekeyLeakIntakeRole', send([reports]), [reports, ...arns(filled, 'Queue')], send),
    RekeyLeakIntakeMatchRole: more(
      'RekeyLeakIntakeMatchRole',
      consume([reports]),
      [reports, ...arns(doors, 'Queue')],
      consume,
    ),
    [operate]: more(operate, send(redriven), [...redriven, ...arns(doors, 'Queue')], send).map((one) =>
      one === letters(everyDeadLetter) ? letters([...everyDeadLetter, ...dead]) : one,
    ),
  };
}
