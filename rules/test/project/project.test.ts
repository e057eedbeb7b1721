/** What does a project list, read and parse, and what does a change make it forget? */
import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { slashes } from '../../src/project/project.js';
import { workspace } from './workspace.js';

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('listing', () => {
  it('leaves out tests, declarations, build output and what git ignores at every level', () => {
    const made = workspace({
      '.gitignore': '*.gen.ts\n/only-top.ts\nkept/*\n!kept/b.ts\n',
      'a.ts': '',
      'b.jsx': '',
      'c.cts': '',
      'd.d.ts': '',
      'e.test.ts': '',
      'f.spec.js': '',
      'x.gen.ts': '',
      'only-top.ts': '',
      'kept/a.ts': '',
      'kept/b.ts': '',
      'src/only-top.ts': '',
      'src/.gitignore': 'secret/\n!special.gen.ts',
      'src/special.gen.ts': '',
      'src/secret/a.ts': '',
      'src/__mocks__/a.ts': '',
      'test/a.ts': '',
      'dist/a.js': '',
      'vendor/a.js': '',
      'node_modules/p/i.js': '',
      'src/vendor/vendor.service.ts': '',
      'schema.sql': '',
      'ignored.gen.ts': '',
    });
    expect(made.files()).toEqual([
      'a.ts',
      'b.jsx',
      'c.cts',
      'kept/b.ts',
      'src/only-top.ts',
      'src/special.gen.ts',
      'src/vendor/vendor.service.ts',
    ]);
    expect(made.project.otherFiles(/\.sql$/g)).toEqual([made.at('schema.sql')]);
    expect(made.project.module(made.at('e.test.ts'))).toBeDefined();
  });

  it('respects ignore files above the root, unless they ignore the root itself', () => {
    const files = {
      '.git/HEAD': '',
      '.gitignore': '*.gen.ts\n/sandbox',
      'app/a.ts': '',
      'app/b.gen.ts': '',
      'sandbox/a.ts': '',
      'sandbox/b.gen.ts': '',
    };
    expect(workspace(files, {}, 'app').files()).toEqual(['a.ts']);
    expect(workspace(files, {}, 'sandbox').files()).toEqual(['a.ts', 'b.gen.ts']);
  });

  it('takes options', () => {
    const made = workspace(
      { 'a.ts': '', 'test/b.ts': '', 'c.test.ts': '', 'legacy/d.ts': '' },
      { includeTests: true, ignore: ['legacy'] },
    );
    expect(made.files()).toEqual(['a.ts', 'c.test.ts', 'test/b.ts']);
  });

  it('is not held up by a symbolic link in a circle', () => {
    const made = workspace({ 'src/a.ts': '' });
    symlinkSync(made.at('src'), made.at('src/again'), 'dir');
    expect(made.files()).toEqual(['src/a.ts']);
  });
});

describe('text', () => {
  it.each([
    ['UTF-8', Buffer.from('let é = 1;')],
    ['UTF-8 with a mark', Buffer.from('\uFEFFlet é = 1;')],
    ['UTF-16 LE', utf16('let é = 1;')],
    ['UTF-16 BE', utf16('let é = 1;').swap16()],
  ])('decodes %s; offsets begin after the mark', (_, content) => {
    const made = workspace({ 'a.ts': content });
    const module = made.project.module(made.at('a.ts'));
    expect(module?.text).toBe('let é = 1;');
    expect(module?.program.body[0]?.range).toEqual([0, 10]);
  });

  it('counts lines as ESLint does', () => {
    const made = workspace({ 'a.ts': 'a;\r\nb;\rc;\u2028d;\ne;' });
    const module = made.project.module(made.at('a.ts'));
    const places = module?.program.body.map((node) => module.lines.at(node.range[0]));
    expect(places).toEqual([1, 2, 3, 4, 5].map((line) => ({ line, column: 0 })));
  });

  it('keeps the last good module through a syntax error', () => {
    const made = workspace({ 'a.ts': 'const a = 1;', 'b.ts': 'const = ;' });
    const good = made.project.module(made.at('a.ts'));
    made.project.setBuffer(made.at('a.ts'), 'const a = ');
    expect(made.project.module(made.at('a.ts'))).toBe(good);
    expect(made.project.module(made.at('a.ts'))).toBe(good);
    expect(made.project.problems).toMatchObject([{ file: made.at('a.ts') }]);
    made.project.setBuffer(made.at('a.ts'), 'const b = 2;');
    expect(made.project.module(made.at('a.ts'))?.text).toBe('const b = 2;');
    expect(made.project.problems).toEqual([]);
    const bad = made.project.module(made.at('b.ts'));
    expect([bad?.program.body.length, bad?.problem]).toEqual([0, expect.any(String)]);
  });

  it('skips what is machine-made and says so', () => {
    const made = workspace({
      'a.js': `f(${'1,'.repeat(20_000)}1);`,
      'b.js': 'f();\n'.repeat(250_000),
      'c.js': `f("${'x'.repeat(600)}")`,
    });
    expect(['a.js', 'b.js', 'c.js', 'none.js'].map((f) => made.project.module(made.at(f)) !== undefined)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(made.project.problems.map((p) => p.file)).toEqual(['a.js', 'b.js', 'none.js'].map(made.at));
  });
});

describe('changes', () => {
  it('lays a buffer over the disk', () => {
    const made = workspace({ 'a.ts': 'disk' });
    const { project } = made;
    expect(project.text(made.at('a.ts'))).toBe('disk');
    project.setBuffer(made.at('a.ts'), '\uFEFFbuffer');
    expect(project.text(made.at('a.ts'))).toBe('buffer');
    made.write('a.ts', 'disk again');
    project.changed(made.at('a.ts'));
    expect(project.text(made.at('a.ts'))).toBe('buffer');
    project.setBuffer(made.at('a.ts'), undefined);
    expect(project.text(made.at('a.ts'))).toBe('disk again');
  });

  it('counts a revision for what differs only', () => {
    const made = workspace({ 'a.ts': 'x', 'b.ts': 'y' });
    const { project } = made;
    const a = project.module(made.at('a.ts'));
    const b = project.module(made.at('b.ts'));
    project.setBuffer(made.at('a.ts'), 'x');
    project.changed(made.at('a.ts'));
    expect([project.revision, project.module(made.at('a.ts'))]).toEqual([0, a]);
    project.setBuffer(made.at('a.ts'), 'z');
    expect(project.revision).toBe(1);
    expect(project.module(made.at('b.ts'))).toBe(b);
  });

  it('follows files that come and go', () => {
    const made = workspace({ 'a.ts': 'one', 'src/x.ts': 'old' });
    const { project } = made;
    expect([made.files(), made.resolve('a.ts', './b')]).toEqual([['a.ts', 'src/x.ts'], 'missing']);
    expect(project.filesWithWord('two')).toEqual([]);
    made.write('b.ts', 'two');
    project.changed(made.at('b.ts'));
    expect([made.files(), made.resolve('a.ts', './b')]).toEqual([['a.ts', 'b.ts', 'src/x.ts'], 'module b.ts']);
    expect(project.filesWithWord('two')).toEqual([made.at('b.ts')]);
    made.remove('b.ts');
    project.changed(made.at('b.ts'));
    expect([made.files(), made.resolve('a.ts', './b'), project.filesWithWord('two')]).toEqual([
      ['a.ts', 'src/x.ts'],
      'missing',
      [],
    ]);
    expect(made.resolve('a.ts', './src/x')).toBe('module src/x.ts');
    made.remove('src');
    project.changed(made.at('src'));
    expect([made.files(), made.resolve('a.ts', './src/x'), project.filesWithWord('old')]).toEqual([
      ['a.ts'],
      'missing',
      [],
    ]);
  });

  it('knows a buffer that was never saved', () => {
    const made = workspace({ 'a.ts': '' });
    expect([made.files(), made.resolve('a.ts', './new')]).toEqual([['a.ts'], 'missing']);
    made.project.setBuffer(made.at('new.ts'), 'word');
    made.project.setBuffer(made.at('test/new.ts'), 'word');
    made.project.setBuffer(made.at('new.sql'), 'CREATE TABLE word (id INT)');
    made.project.setBuffer(made.at('test/new.sql'), 'CREATE TABLE word (id INT)');
    expect(made.project.otherFiles(/\.sql$/)).toEqual([made.at('new.sql')]);
    expect([made.files(), made.resolve('a.ts', './new')]).toEqual([['a.ts', 'new.ts'], 'module new.ts']);
    expect(made.project.filesWithWord('word')).toEqual([made.at('new.ts')]);
    made.project.setBuffer(made.at('new.ts'), undefined);
    expect([made.files(), made.resolve('a.ts', './new')]).toEqual([['a.ts'], 'missing']);
  });

  it.each(['tsconfig.json', 'base.json'])('reads %s again', (changed) => {
    const made = workspace({ 'tsconfig.json': '{"extends":"./base.json"}', 'base.json': '{}', 'src/b.ts': '' });
    expect(made.resolve('src/a.ts', '@/b')).toBe('package @/b');
    made.write(changed, '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}');
    made.project.changed(made.at(changed));
    expect(made.resolve('src/a.ts', '@/b')).toBe('module src/b.ts');
  });

  it('reads .gitignore again', () => {
    const made = workspace({ '.gitignore': 'b.ts', 'a.ts': '', 'b.ts': '' });
    expect(made.files()).toEqual(['a.ts']);
    made.write('.gitignore', 'a.ts');
    made.project.changed(made.at('.gitignore'));
    expect(made.files()).toEqual(['b.ts']);
  });

  it('finds words that stand in one file', () => {
    const made = workspace({ 'a.ts': 'alpha beta', 'b.ts': 'alpha gamma', 'c.ts': 'beta' });
    const holding = (...beside: string[]) => made.project.filesWithWord('alpha', beside).map(made.short);
    expect([holding('beta'), holding('delta', 'gamma'), holding('alp'), holding()]).toEqual([
      ['a.ts'],
      ['b.ts'],
      [],
      [],
    ]);
  });

  it('finds decorators, and packages by their words', () => {
    const made = workspace({ 'a.ts': '@Placed() place() {}', 'b.ts': 'Placed()', 'c.ts': "import '@co/order-queue'" });
    expect(made.project.filesWithDecorator('Placed').map(made.short)).toEqual(['a.ts']);
    expect(['@co/order-queue', '@co/queue', '@co/mail'].map((name) => made.project.mayName(name))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each([
    ['place(order)', true],
    ['orders.place<T>(order)', true],
    ['orders?.place?.(order)', true],
    ['place!(order)', true],
    ["orders['place'](order)", true],
    ['(place as Place)(order)', true],
    ['new place (order)', true],
    ['(orders.place)(order)', true],
    ['((orders.place) as Place)(order)', true],
    ['export default place(order)', true],
    ['place /* it */ (order)', true],
    ['replace(order); placed(order); $place(order)', false],
    ['const { place } = orders; run({ place })', false],
    ['export async function place(order: Order) {}', false],
    ['function* place() {}', false],
    ['class Orders { async place(order) {} static get place() {} }', false],
    ['run(place); if (place !== other) run(place ? 1 : 2);', false],
    ['function place(order) { return place(order.first); }', true],
  ])('may call place: %s', (text, calls) => {
    const made = workspace({ 'a.ts': text });
    expect(made.project.filesWithCall('place', made.at('a.ts')).length).toBe(calls ? 1 : 0);
  });

  it('keeps the words up to date', () => {
    const made = workspace({ 'b.ts': 'alpha $beta', 'a.ts': 'gamma', 'c.ts': 'alpha' });
    const holding = (word: string) => made.project.filesWithWord(word).map(made.short);
    expect([holding('alpha'), holding('$beta'), holding('alph')]).toEqual([['b.ts', 'c.ts'], ['b.ts'], []]);
    made.project.setBuffer(made.at('a.ts'), 'alpha');
    made.project.setBuffer(made.at('b.ts'), 'constructor');
    expect([holding('alpha'), holding('$beta'), holding('gamma'), holding('constructor')]).toEqual([
      ['a.ts', 'c.ts'],
      [],
      [],
      ['b.ts'],
    ]);
  });
});

it('takes Windows paths', () => {
  expect(slashes('C:\\a\\b.ts')).toBe('C:/a/b.ts');
});
