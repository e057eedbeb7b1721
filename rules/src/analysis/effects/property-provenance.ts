/** Where a property of one value comes from. */
import { parameterPattern } from '../ast.js';
import { constructorEnv } from '../binding/class-env.js';
import type { InstanceValue, Value } from '../binding/value.js';
import type { Provenance } from '../effect.js';
import { exportedProperty } from './export-provenance.js';
import { parameterProvenance } from './expression-provenance.js';
import type { ProvenanceReader } from './provenance.js';

/** Undefined where the value says nothing of the property. */
export function ownProperty(reader: ProvenanceReader, value: Value, name: string): Provenance | undefined {
  switch (value.kind) {
    case 'library': {
      const row = reader.binder.catalog.member(value.library, value.type, name);
      if (row?.model.provenance) return row.model.provenance;
      if (value.content) return reader.property(value.content, name);
      return value.provenance;
    }
    case 'export':
      return exportedProperty(reader.binder, value, name);
    case 'object': {
      const property = reader.binder.propertyArgument(value, name);
      return property && reader.ofArgument(property);
    }
    case 'instance':
      return ofField(reader, value, name);
    case 'array': {
      const element = /^\d+$/.test(name) ? value.elements[Number(name)] : undefined;
      // An element known by its declared type only says nothing of where it comes from.
      return element && !(element.kind === 'value' && element.provenance === 'unknown')
        ? reader.ofArgument(element)
        : undefined;
    }
    case 'enum':
      return 'constant';
    default:
      return undefined;
  }
}

/** A field set by the constructor, from its argument. */
function ofField(reader: ProvenanceReader, instance: InstanceValue, name: string): Provenance | undefined {
  const env = constructorEnv(instance, instance.cls, instance.args);
  if (!env?.fn || !instance.args) return undefined;
  for (const parameter of env.fn.params) {
    const pattern = parameterPattern(parameter);
    if (parameter.type === 'TSParameterProperty' && pattern.type === 'Identifier' && pattern.name === name) {
      return parameterProvenance(reader, env.fn, pattern, env);
    }
  }
  const write = (env.module.thisWrites.get(name) ?? []).find(
    (w) => w.range[0] > (env.fn?.range[0] ?? 0) && w.range[1] < (env.fn?.range[1] ?? 0),
  );
  return write && reader.of(write.right, env);
}
