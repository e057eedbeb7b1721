/** @nestjs/microservices: decorated handlers whose transport decides what is redelivered (consumers.md §7, 12.1.1). */
import type {
  CallModel,
  DeliveryCondition,
  DeliveryModel,
  DeliveryOption,
  LibraryModel,
  RegistrationModel,
} from '../model.js';

const manualOffsets: DeliveryCondition = { of: 'host', at: [0, 'options', 'run', 'autoCommit'], equals: false };
const manualAck: DeliveryCondition = { of: 'host', at: [0, 'options', 'noAck'], equals: false };
const automaticAck: DeliveryCondition = { of: 'host', at: [0, 'options', 'noAck'], equals: true };
/** A server of one's own acknowledges as it likes, whatever transport it says it is. */
const ownStrategy: DeliveryCondition = { of: 'host', at: [0, 'strategy'], given: true };
/** Rejections of events reach kafkajs, which fetches the message again. */
const kafka = { mode: 'on-return', onThrow: 'redeliver' } as const;
/** RMQ consumes with `noAck: true` unless told otherwise; without it a failure leaves the message where it is. */
const rabbit = { mode: 'before', onThrow: 'lost' } as const;
const unacked = { mode: 'manual', onThrow: 'stuck' } as const;

/** What the decorator or the context's type says about this one handler. */
const ofHandler: readonly DeliveryOption[] = [
  { at: [1], equals: 6, and: [manualOffsets], mode: 'manual', onThrow: 'redeliver' },
  { at: [1], equals: 6, ...kafka },
  { at: [1], equals: 5, and: [manualAck], ...unacked },
  { at: [1], equals: 5, and: [ownStrategy], ...kafka },
  { at: [1], equals: 5, and: [automaticAck], ...rabbit },
  { at: [1], equals: 5, ...rabbit },
  { at: [1], equals: 3, and: [ownStrategy], ...kafka },
  { at: [1], equals: 3, ...rabbit },
  { at: [1], equals: 0, mode: 'none' },
  { at: [1], equals: 1, mode: 'none' },
  { at: [1], equals: 2, mode: 'none' },
  { of: 'handler', type: 'KafkaContext', and: [manualOffsets], mode: 'manual', onThrow: 'redeliver' },
  { of: 'handler', type: 'KafkaContext', ...kafka },
  { of: 'handler', type: 'RmqContext', and: [manualAck], ...unacked },
  { of: 'handler', type: 'RmqContext', and: [ownStrategy], ...kafka },
  { of: 'handler', type: 'RmqContext', and: [automaticAck], ...rabbit },
  { of: 'handler', type: 'RmqContext', ...rabbit },
  { of: 'handler', type: 'MqttContext', ...rabbit },
  { of: 'handler', type: 'NatsContext', mode: 'none' },
  { of: 'handler', type: 'RedisContext', mode: 'none' },
  { of: 'handler', type: 'TcpContext', mode: 'none' },
];
/** What the application around it was started with; a strategy of one's own stands for a broker the library does not know. */
const ofHost: readonly DeliveryOption[] = [
  { of: 'host', at: [0, 'transport'], equals: 6, and: [manualOffsets], mode: 'manual', onThrow: 'redeliver' },
  { of: 'host', at: [0, 'transport'], equals: 6, ...kafka },
  { ...ownStrategy, ...kafka },
  { of: 'host', at: [0, 'transport'], equals: 5, and: [manualAck], ...unacked },
  { of: 'host', at: [0, 'transport'], equals: 5, and: [automaticAck], ...rabbit },
  { of: 'host', at: [0, 'transport'], equals: 5, ...rabbit },
  { of: 'host', at: [0, 'transport'], equals: 3, ...rabbit },
];
const ack: DeliveryModel = { mode: 'none', options: [...ofHandler, ...ofHost] };
const parameters = [{}, { is: 'none' }] as const;
const event: RegistrationModel = { parameters, ack, name: '@EventPattern', source: [0] };
const request: RegistrationModel = {
  parameters,
  ack: { ...ack, reply: true },
  name: '@MessagePattern',
  source: [0],
};

/** The payload's `key` becomes the Kafka key; a record's `messageId` the AMQP one. */
const emit: CallModel = {
  returns: 'rxjs#Observable',
  effect: {
    kind: 'publish',
    resource: [0],
    data: [1],
    idempotencyKey: [
      [1, 'key'],
      [1, 'messageId'],
      [1, 'headers', 'id'],
      [1, 'headers', 'messageId'],
      [1, 'headers', 'message-id'],
      [1, 'headers', 'idempotency-key'],
    ],
    what: 'message',
  },
  sync: true,
};

export default {
  library: '@nestjs/microservices',
  packages: ['@nestjs/microservices', '@nestjs/microservices/*'],
  exports: {
    EventPattern: { decorator: { method: event } },
    MessagePattern: { decorator: { method: request } },
    GrpcMethod: { decorator: { method: { ...request, ack: { mode: 'none' }, name: '@GrpcMethod' } } },
    GrpcStreamMethod: { decorator: { method: { ...request, ack: { mode: 'none' }, name: '@GrpcStreamMethod' } } },
    Payload: { decorator: { parameter: {} } },
    Ctx: { decorator: { parameter: { is: 'none' } } },
    Transport: { static: 'Transport' },
    KafkaContext: { class: 'KafkaContext' },
    RmqContext: { class: 'RmqContext' },
    MqttContext: { class: 'MqttContext' },
    NatsContext: { class: 'NatsContext' },
    RedisContext: { class: 'RedisContext' },
    TcpContext: { class: 'TcpContext' },
    ClientProxy: { class: 'ClientProxy' },
    ClientKafka: { class: 'ClientKafka' },
    ClientKafkaProxy: { class: 'ClientKafka' },
    ClientRMQ: { class: 'ClientProxy' },
    ClientNats: { class: 'ClientProxy' },
    ClientRedis: { class: 'ClientProxy' },
    ClientMqtt: { class: 'ClientProxy' },
    ClientTCP: { class: 'ClientProxy' },
    ClientProxyFactory: { value: 'ClientProxyFactory' },
    Client: { decorator: { inject: { type: 'ClientProxy' } } },
    RmqRecordBuilder: { class: 'RecordBuilder', construct: { returnsArgument: [0] } },
    NatsRecordBuilder: { class: 'RecordBuilder', construct: { returnsArgument: [0] } },
    MqttRecordBuilder: { class: 'RecordBuilder', construct: { returnsArgument: [0] } },
  },
  types: {
    KafkaRetriableException: {},
    Transport: {
      members: {
        TCP: { constant: 0 },
        REDIS: { constant: 1 },
        NATS: { constant: 2 },
        MQTT: { constant: 3 },
        GRPC: { constant: 4 },
        RMQ: { constant: 5 },
        KAFKA: { constant: 6 },
      },
    },
    KafkaContext: {
      provenance: 'message',
      members: {
        getMessage: { call: { returns: 'kafkajs#KafkaMessage' } },
        getTopic: { call: { provenance: 'message' } },
        getPartition: { call: { provenance: 'message' } },
        getConsumer: { call: { returns: 'kafkajs#Consumer' } },
        getProducer: { call: { returns: 'kafkajs#Producer' } },
        getHeartbeat: { call: { returns: 'Heartbeat' } },
      },
    },
    Heartbeat: { call: { ack: { action: 'extend' } } },
    RmqContext: {
      provenance: 'message',
      members: {
        getMessage: { call: { returns: 'amqplib#Message' } },
        getChannelRef: { call: { returns: 'amqplib#Channel' } },
        getPattern: { call: { provenance: 'message' } },
      },
    },
    /** The packet's id is 16 bits, used again at once. */
    MqttContext: {
      provenance: 'message',
      members: { getTopic: { call: { provenance: 'message' } }, getPacket: { call: { returns: 'MqttPacket' } } },
    },
    MqttPacket: {
      provenance: 'message',
      members: { messageId: { provenance: 'fresh' }, dup: { provenance: 'fresh' } },
    },
    NatsContext: { provenance: 'message' },
    RedisContext: { provenance: 'message' },
    TcpContext: { provenance: 'message' },
    ClientProxyFactory: { members: { create: { call: { returns: 'ClientProxy' } } } },
    ClientProxy: {
      members: {
        emit: { call: emit },
        send: { call: { ...emit, effect: { ...emit.effect, asks: true }, lazy: true, provenance: 'state' } },
        connect: { call: {} },
        close: { call: {} },
      },
    },
    ClientKafka: {
      extends: 'ClientProxy',
      members: {
        emitBatch: {
          call: {
            ...emit,
            effect: {
              kind: 'publish',
              resource: [0],
              data: [1, 'messages'],
              idempotencyKey: [[1, 'messages', '*', 'key']],
              what: 'message',
            },
          },
        },
        producer: { type: 'kafkajs#Producer' },
        consumer: { type: 'kafkajs#Consumer' },
        commitOffsets: { call: { ack: { action: 'commit' } } },
      },
    },
    /** Once it has options, it stands for them: an id is among them. */
    RecordBuilder: {
      members: {
        setOptions: { call: { returns: 'this', returnsArgument: [0] } },
        setHeaders: { call: { returns: 'this' } },
        setQoS: { call: { returns: 'this' } },
        setData: { call: { returns: 'this' } },
        build: { call: { returns: 'this' } },
      },
    },
  },
} satisfies LibraryModel;
