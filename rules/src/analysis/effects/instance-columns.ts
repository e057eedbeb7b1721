/** Which columns does an instance of a project class set, by its fields and its constructor? */
import { parameterPattern, propertyName } from '../ast.js';
import { constructorOf } from '../binding/class.js';
import { type Argument, type InstanceValue, mix } from '../binding/value.js';
import type { Provenance } from '../effect.js';
import type { Column, Columns } from './column-set.js';
import type { ColumnReader } from './columns.js';

/** Columns of the fields, the constructor properties and the assignments to `this`. */
export function instanceColumns(reader: ColumnReader, instance: InstanceValue): Columns {
  const columns: Column[] = [];
  let rest: Provenance | undefined;
  const whole: Argument = { kind: 'value', values: [instance], provenance: 'unknown' };
  for (const member of instance.cls.node.body.body) {
    if (member.type !== 'PropertyDefinition' || member.static) continue;
    const name = propertyName(member);
    if (name !== undefined && member.value) {
      columns.push({
        name,
        provenance: reader.provenance.of(member.value, instance.cls.env),
        node: member.value,
        env: instance.cls.env,
      });
    }
  }
  const fn = constructorOf(instance.cls.node);
  for (const parameter of fn?.params ?? []) {
    const pattern = parameterPattern(parameter);
    if (parameter.type !== 'TSParameterProperty' || pattern.type !== 'Identifier') continue;
    columns.push({
      name: pattern.name,
      provenance: reader.provenance.property(whole, pattern.name),
      node: undefined,
      env: undefined,
    });
  }
  for (const [name, writes] of instance.cls.env.module.thisWrites) {
    if (fn && writes.some((w) => w.range[0] > fn.range[0] && w.range[1] < fn.range[1])) {
      columns.push({ name, provenance: reader.provenance.property(whole, name), node: undefined, env: undefined });
    }
  }
  if (fn && instance.args && instance.args.length > 0 && columns.length === 0)
    rest = mix(instance.args.map((a) => reader.provenance.ofArgument(a)));
  return { columns, rest, loaded: false };
}
