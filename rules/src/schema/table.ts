/** What is a table, for the question whether a second insert can succeed? */

export interface Column {
  /** As the database calls it. */
  readonly name: string;
  /** As code calls it, where that differs; else the same. */
  readonly property: string;
  /** Set anew on each insert by the database or the mapper when the writer omits it: serial, uuid default, `now()`, … */
  readonly generated: boolean;
  readonly nullable: boolean;
  /** As it is declared, in lower case: `uuid`, `varchar(36)`, `text`; undefined where that was not read. */
  readonly type?: string | undefined;
  readonly line: number;
}

export interface UniqueKey {
  readonly kind: 'primary' | 'unique';
  /** Properties as code writes them where known, else database names. */
  readonly columns: readonly string[];
  /** Holds for some rows only: `WHERE`, `sparse`, `partialFilterExpression`. */
  readonly partial: boolean;
  /** Two rows without a value collide as well: `NULLS NOT DISTINCT`, MongoDB. */
  readonly nullsEqual: boolean;
  /** Of the constraint or index; for Prisma, of the compound key in the client (`a_b` or `name:`). */
  readonly name: string | undefined;
  readonly file: string;
  readonly line: number;
}

export interface Table {
  /** In the database. */
  readonly name: string;
  /** Model, entity class, exported variable, client delegate. */
  readonly aliases: readonly string[];
  /** By property; see `getColumn` for a name of either kind. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly keys: readonly UniqueKey[];
  /** Relations that code can write through, by property. */
  readonly relations: ReadonlyMap<string, Relation>;
  readonly file: string;
  readonly line: number;
  /** Which reader saw it: `prisma`, `sql`, … */
  readonly source: string;
}

export interface Relation {
  /** Model it leads to. */
  readonly to: string;
  /** Columns of this table that hold the other's key; none on the side without them. */
  readonly columns: readonly string[];
  /** Columns of the other table that these hold, in the same order. */
  readonly references: readonly string[];
}

/** A file that may declare tables. */
export interface SchemaSource {
  readonly path: string;
  readonly text: string;
}

/** A table that a reader is still filling; every `Draft` is a `Table`. */
export class Draft implements Table {
  readonly aliases: string[] = [];
  readonly columns = new Map<string, Column>();
  readonly keys: UniqueKey[] = [];
  readonly relations = new Map<string, Relation>();

  constructor(
    public name: string,
    readonly source: string,
    readonly file: string,
    readonly line: number,
  ) {}

  alias(...names: readonly (string | undefined)[]): this {
    for (const name of names) {
      if (name !== undefined && name !== '' && name !== this.name && !this.aliases.includes(name))
        this.aliases.push(name);
    }
    return this;
  }

  column(column: Pick<Column, 'name' | 'line'> & Partial<Column>): void {
    const property = column.property ?? column.name;
    this.columns.set(property, { property, generated: false, nullable: false, ...column });
  }

  /** A key without columns says nothing and is dropped. */
  key(key: Pick<UniqueKey, 'columns' | 'line'> & Partial<UniqueKey>): void {
    if (key.columns.length === 0) return;
    this.keys.push({ kind: 'unique', partial: false, nullsEqual: false, name: undefined, file: this.file, ...key });
  }
}
