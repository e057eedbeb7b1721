/** The rules' messages in Simplified Chinese, by rule and message, with the holes of the English ones. */

export const messages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-bare-insert': {
    repeated:
      '消息重新投递时会再次向{{target}}插入数据：该插入没有冲突子句，没有取自消息的唯一键，之前也没有去重检查。{{path}}',
    skipped:
      '没有“{{without}}”的消息重新投递时会再次向{{target}}插入数据：没有它时会跳过去重检查（{{place}}）。{{path}}',
    freshKey: '消息重新投递时会再次向{{target}}插入数据：其{{key}}在每次投递时重新生成，之前也没有去重检查。{{path}}',
  },
  'no-relative-update': {
    accumulates:
      '消息重新投递时会再次更改{{target}}：{{what}}以已存储的值为基础，而之前没有任何检查能识别重复的消息。{{path}}',
  },
  'no-unstable-key': {
    upsert:
      '消息重新投递时会再次向{{target}}插入数据：按{{key}}查找该行，而此键在每次投递时重新生成，因此永远找不到第一次写入的行。{{path}}',
    conflict:
      '消息重新投递时会再次向{{target}}插入数据：冲突以{{key}}判断，而此键在每次投递时重新生成，因此冲突永远不会发生。{{path}}',
    claim: '消息重新投递时会再次占有{{target}}：其键{{key}}在每次投递时重新生成。{{path}}',
    send: '消息重新投递时会再次发送{{what}}：其幂等键在每次投递时重新生成。{{path}}',
    declared: '消息重新投递时会使 {{what}} 再次执行：其幂等键{{key}}在每次投递时重新生成。{{path}}',
    publish: '消息重新投递时会再次发送{{what}}：接收方可用来识别它的 id 在每次投递时重新生成。{{path}}',
    write: '消息重新投递时会再次向{{target}}插入数据：其幂等键在每次投递时重新生成。{{path}}',
  },
  'no-ack-before-processing': {
    before:
      '进程崩溃会丢失消息：{{library}} 在处理函数运行之前就确认消息，届时尚未完成的操作（例如{{effect}}）将不再执行。',
    skipped:
      '进程崩溃会丢失消息：无论确认了什么，{{library}} 下次启动时都从该消息之后开始，届时尚未完成的操作（例如{{effect}}）将不再执行。',
    timer: '进程崩溃或出错会丢失消息：{{library}} 定时提交位移，不管{{effect}}是否完成。',
    ackFirst: '在此确认之后进程崩溃会丢失消息：{{effect}}在确认之后才执行。{{path}}',
    alongside: '进程崩溃或出错会丢失消息：此确认不等待{{effect}}，两者同时进行。{{path}}',
    ignored:
      '进程崩溃或出错会丢失消息：{{library}} 不等待此处理函数返回的 Promise，因此在{{effect}}完成之前消息就已确认。',
    overtaken:
      '进程崩溃或出错会丢失消息：没有代码等待此调用，因此在{{effect}}完成之前消息就已确认（{{ack}}）。{{path}}',
    unawaited: '进程崩溃或出错会丢失消息：没有代码等待此调用，因此在{{effect}}完成之前消息就已确认。{{path}}',
  },
  'no-unguarded-side-effect': {
    repeated: '消息重新投递时会再次发送{{what}}：没有取自消息的幂等键，之前也没有去重检查。{{path}}',
    skipped: '没有“{{without}}”的消息重新投递时会再次发送{{what}}：没有它时会跳过去重检查（{{place}}）。{{path}}',
    declared: '消息重新投递时会再次调用 {{what}}，而它已声明为非幂等：之前没有去重检查。{{path}}',
    keyless: '消息重新投递时会再次调用 {{what}}：其幂等键{{key}}在此处并非取自消息，之前也没有去重检查。{{path}}',
  },
  'no-swallowed-failure': {
    swallowed:
      '如果{{effect}}（{{place}}）失败，消息就会丢失：错误到此为止，消息照样被确认。请重新抛出错误，或将消息保存到会再次尝试的地方。{{path}}',
    swallowedManual:
      '如果{{effect}}（{{place}}）失败，消息就会丢失：错误到此为止，消息照样被确认。请将消息退回代理（nack），或保存到会再次尝试的地方。{{path}}',
    handedBack:
      '如果{{effect}}（{{place}}）失败，消息就会丢失：错误被捕获（{{caught}}），作为返回值交回，只在此处查看，消息照样被确认。请抛出错误，或将消息保存到会再次尝试的地方。{{path}}',
    unseen: '如果{{effect}}（{{place}}）失败，消息就会丢失：此处收集的失败没有得到任何处理，消息照样被确认。{{path}}',
  },
  'no-volatile-dedup': {
    volatile:
      '重启之后重新投递的消息会重复{{effect}}：只在进程内存中查询已处理的消息（{{place}}），而重启会清空内存，其他实例也不共享它。{{path}}',
  },
  'no-unchecked-claim': {
    unchecked:
      '消息重新投递时会重复{{effect}}（{{place}}）：它没有占有{{target}}，但没有代码查看结果并停止处理。{{path}}',
  },
  'no-split-dedup-marker': {
    lost: '在{{marker}}（{{place}}）之后进程崩溃会丢失{{effect}}{{others}}：重新投递的消息发现标记已写入便停止处理。请将两者写入同一个事务。{{path}}',
    lostApart:
      '在{{marker}}（{{place}}）之后进程崩溃会丢失{{effect}}{{others}}：重新投递的消息发现标记已写入便停止处理。没有事务能跨两个存储：请将标记保存在同一个数据库中，并将两者写入同一个事务。{{path}}',
    lostSend:
      '在{{marker}}（{{place}}）之后进程崩溃会丢失{{effect}}{{others}}：重新投递的消息发现标记已写入便停止处理。没有事务能同时涵盖两者：请将要发送的内容与标记在同一个事务中写入发件箱（outbox）。{{path}}',
    repeated:
      '在{{effect}}之后进程崩溃会使其重复{{others}}：{{marker}}（{{place}}）此时尚未持久化，重新投递的消息找不到它。请将两者写入同一个事务。{{path}}',
    repeatedApart:
      '在{{effect}}之后进程崩溃会使其重复{{others}}：{{marker}}（{{place}}）此时尚未持久化，重新投递的消息找不到它。没有事务能跨两个存储：请将标记保存在同一个数据库中，并将两者写入同一个事务。{{path}}',
    repeatedSend:
      '在{{effect}}之后进程崩溃会使其重复{{others}}：{{marker}}（{{place}}）此时尚未持久化，重新投递的消息找不到它。没有事务能同时涵盖两者：请传递幂等键，或将要发送的内容与标记在同一个事务中写入发件箱（outbox）。{{path}}',
  },
  'no-racy-dedup-check': {
    replaced:
      '同时进行的两次投递都会在对方写入新行之前删除{{target}}中的行，使{{effect}}（{{place}}）执行两次：这两步不在同一个事务中，也没有唯一键阻止第二次。{{path}}',
    race: '同时进行的两次投递都会通过对{{target}}的此项检查，使{{effect}}（{{place}}）执行两次：没有唯一键、行锁或可序列化事务阻止第二次。{{path}}',
  },
  'no-unhandled-duplicate': {
    fails:
      '消息重新投递时每次都会在此失败：其行已在{{target}}中，其中{{key}}是唯一的（{{declared}}），而没有代码将此错误视为“已完成”。{{path}}',
    refused:
      '消息重新投递时每次都会在此失败：检查发现第一次投递在{{target}}中留下的行（{{place}}），并将其视为错误，而不是“已完成”。{{path}}',
    unmarked:
      '在此插入之后中断的消息每次重新投递时都会在此失败：其行已在{{target}}中，其中{{key}}是唯一的（{{declared}}），而之前的检查所查找的内容要到后面才写入。{{path}}',
  },
  'no-mismatched-upsert': {
    other:
      '消息重新投递时会再次向{{target}}插入数据：该 upsert 在“{{column}}”中查找“{{lookup}}”，写入的却是“{{written}}”，因此永远找不到自己写入的行。{{path}}',
    refused:
      '消息重新投递时每次都会在此失败：该 upsert 在“{{column}}”中查找“{{lookup}}”，写入的却是“{{written}}”，因此永远找不到自己写入的行而再次插入，{{target}}的唯一键会拒绝此插入。{{path}}',
  },
  'no-misplaced-idempotency-key': {
    ignored: '消息重新投递时会再次发送{{what}}：键“{{key}}”在此处不起保护作用。{{why}}{{path}}',
  },
  'require-unique-key': {
    where:
      '同时进行的两次投递会向{{target}}插入两次：按{{columns}}查找该行，而没有任何约束使其唯一（{{declared}}）。{{path}}',
    target:
      '此冲突子句无法识别重复的消息：{{target}}在{{columns}}上没有唯一键（{{declared}}），因此数据库会拒绝该语句或插入第二行。{{path}}',
    partial:
      '此冲突子句无法识别重复的消息：{{target}}在{{columns}}上的唯一键只对部分行有效（{{declared}}），而该子句没有重复其条件。{{path}}',
    generated:
      '消息重新投递时会再次向{{target}}插入数据：冲突子句等待唯一键，而该表的所有键都由数据库生成（{{declared}}）。{{path}}',
  },
  'require-message-id': {
    anonymous:
      '如果{{what}}因重试或再次运行而发送两次，其消费者就会处理两次：其内容和选项中都没有唯一的 id，例如业务键、UUID 或雪花 id。{{note}}{{path}}',
  },
};
