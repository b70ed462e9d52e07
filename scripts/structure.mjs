// What holds of the whole of src/ and jupyterlab_aide/ and no linter of files sees: no
// circle of folders, no folder and one that lies in it that import each other, no file
// over 300 lines, an algorithm that can be read in one sitting, and nothing exported that
// does not say what it is. With --figures it prints the figures of the house instead.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import ts from 'typescript';

const MOST_LINES = 300;
/** Of the algorithm, all of src/search but the policies beside AIDE's own. */
const MOST_LINES_OF_SEARCH = 1300;
/** What is still longer; nothing may come to it. */
const STILL_LONG = [];
/** Folders that some folder inside still imports, and they it; nothing may come to it. */
const STILL_MUTUAL = [];
/** Made by the build. */
const GENERATED = [
  'src/coder/recipes/script/forms.ts',
  'src/kernel/python.ts',
  'src/kernel/python/metric_table.py',
  'jupyterlab_aide/_version.py'
];

const files = ['src', 'jupyterlab_aide']
  .flatMap(root => filesIn(root))
  .filter(file => !GENERATED.includes(file))
  .sort();
const texts = new Map(files.map(file => [file, readFileSync(file, 'utf8')]));
const lines = file => texts.get(file).split('\n').length - 1;
const sources = new Map(
  files
    .filter(file => /\.tsx?$/.test(file))
    .map(file => [
      file,
      ts.createSourceFile(file, texts.get(file), ts.ScriptTarget.Latest, true)
    ])
);
const imports = new Map(
  [...sources].map(([file, source]) => [file, importsOf(file, source)])
);
const folders = foldersByImports();
const circles = circlesOfFolders();
const mutual = [...folders.keys()].filter(outer => insideOut(outer).length > 0);
const long = files.filter(file => lines(file) > MOST_LINES);
const search = sum(
  files.filter(
    file => liesIn(file, 'src/search') && !liesIn(file, 'src/search/policies')
  )
);

if (process.argv.includes('--figures')) {
  figures();
} else {
  const problems = [
    ...circles.map(
      ({ text }) => `Folders import each other in a circle: ${text}`
    ),
    ...beyond(mutual, STILL_MUTUAL).map(
      folder =>
        `${folder} and a folder inside import each other:\n  ${insideOut(folder).join('\n  ')}`
    ),
    ...beyond(long, STILL_LONG).map(
      file =>
        `${file} has ${lines(file)} lines: divide it by what it is about (${MOST_LINES} at most).`
    ),
    ...(search > MOST_LINES_OF_SEARCH
      ? [
          `src/search has ${search} lines: what is no part of the algorithm has its place elsewhere (${MOST_LINES_OF_SEARCH} at most).`
        ]
      : []),
    ...undocumented().map(name => `${name} has no doc comment.`),
    ...[...beyond(STILL_MUTUAL, mutual), ...beyond(STILL_LONG, long)].map(
      mended =>
        `${mended} is mended: take it off the list in scripts/structure.mjs.`
    )
  ];
  problems.forEach(problem => console.error(problem));
  process.exitCode = problems.length > 0 ? 1 : 0;
}

/** The lines of several files. */
function sum(some) {
  return some.reduce((all, file) => all + lines(file), 0);
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return /labextension|engine|__pycache__/.test(entry.name)
        ? []
        : filesIn(path);
    }
    return ['.ts', '.tsx', '.py'].includes(extname(path)) ? [path] : [];
  });
}

/** The files of ours that a file imports. */
function importsOf(file, source) {
  const found = new Set();
  const take = specifier => {
    if (specifier && ts.isStringLiteral(specifier)) {
      const path = normalize(join(dirname(file), specifier.text));
      const target = ['.ts', '.tsx', '/index.ts']
        .map(end => path + end)
        .find(each => texts.has(each));
      if (target) {
        found.add(target);
      }
    }
  };
  const visit = node => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      take(node.moduleSpecifier);
    } else if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword
    ) {
      take(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Everything that can be reached from something. */
function reach(start, next) {
  const seen = new Set();
  const left = [start];
  while (left.length > 0) {
    const at = left.pop();
    if (!seen.has(at)) {
      seen.add(at);
      left.push(...(next(at) ?? []));
    }
  }
  return seen;
}

function beyond(found, known) {
  return found.filter(each => !known.includes(each));
}

/** What each folder imports of the others, with an example. */
function foldersByImports() {
  const found = new Map();
  for (const [file, targets] of imports) {
    const from = dirname(file);
    found.set(from, found.get(from) ?? new Map());
    for (const target of targets) {
      const to = dirname(target);
      if (to !== from && !found.get(from).has(to)) {
        found.get(from).set(to, `${file} -> ${target}`);
      }
    }
  }
  return found;
}

function liesIn(inner, outer) {
  return inner.startsWith(`${outer}/`);
}

/** What ties a folder to those inside that import it, in both directions. */
function insideOut(outer) {
  return [...folders.get(outer).entries()].flatMap(([inner, tie]) => {
    const back = folders.get(inner)?.get(outer);
    return liesIn(inner, outer) && back ? [tie, back] : [];
  });
}

/** Groups of folders beside each other that reach each other, with what ties them. */
function circlesOfFolders() {
  const next = from =>
    [...(folders.get(from)?.keys() ?? [])].filter(
      to => !liesIn(to, from) && !liesIn(from, to)
    );
  const taken = new Set();
  const found = [];
  for (const folder of folders.keys()) {
    if (taken.has(folder)) {
      continue;
    }
    const group = [...reach(folder, next)].filter(
      other => other === folder || reach(other, next).has(folder)
    );
    if (group.length > 1) {
      group.forEach(each => taken.add(each));
      const ties = group.flatMap(from =>
        next(from).flatMap(to =>
          group.includes(to) ? folders.get(from).get(to) : []
        )
      );
      found.push({
        group,
        text: `${group.join(', ')}\n  ${ties.join('\n  ')}`
      });
    }
  }
  return found;
}

function figures() {
  const byFolder = new Map();
  for (const file of files) {
    const folder = dirname(file);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
  }
  console.log('Lines by folder (files)');
  for (const [folder, own] of byFolder) {
    console.log(`  ${String(sum(own)).padStart(6)}  ${folder} (${own.length})`);
  }
  const longest = [...files].sort((a, b) => lines(b) - lines(a)).slice(0, 5);
  console.log('Longest files');
  longest.forEach(file => console.log(`  ${lines(file)}  ${file}`));
  console.log('Longest functions');
  functions()
    .sort((a, b) => b.lines - a.lines)
    .slice(0, 5)
    .forEach(each => console.log(`  ${each.lines}  ${each.where}`));
  const reached = reach('src/search/search.ts', file => imports.get(file));
  console.log(`Lines of the algorithm, src/search: ${search}`);
  console.log(
    `Reached from search.ts: ${reached.size} files, ${sum([...reached])} lines`
  );
  console.log(`Circles of folders: ${circles.length}`);
  circles.forEach(({ text }) => console.log(`  ${text}`));
  console.log(`Folders that one inside imports, and they it: ${mutual.length}`);
  mutual.forEach(folder => console.log(`  ${folder}`));
  console.log(`Files over ${MOST_LINES} lines: ${long.length}`);
  long.forEach(file => console.log(`  ${lines(file)}  ${file}`));
  const silent = undocumented();
  console.log(`Exported symbols without a doc comment: ${silent.length}`);
  silent.forEach(name => console.log(`  ${name}`));
}

/** Every function and method, with its length. */
function functions() {
  const found = [];
  for (const [file, source] of sources) {
    const visit = node => {
      if (ts.isFunctionLike(node) && node.body) {
        const first = source.getLineAndCharacterOfPosition(node.getStart());
        const last = source.getLineAndCharacterOfPosition(node.end);
        const name = node.name?.getText() ?? '(a function)';
        found.push({
          lines: last.line - first.line + 1,
          where: `${file}:${first.line + 1} ${name}`
        });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** What is exported and says nothing of itself. */
function undocumented() {
  const found = [];
  for (const [file, source] of sources) {
    const documented = new Set();
    const silent = new Set();
    for (const statement of source.statements) {
      const isExported = statement.modifiers?.some(
        ({ kind }) => kind === ts.SyntaxKind.ExportKeyword
      );
      if (!isExported) {
        continue;
      }
      const names = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.map(each => each.name)
        : [statement.name];
      const says = ts.getJSDocCommentsAndTags(statement).length > 0;
      names.forEach(name =>
        (says ? documented : silent).add(name?.getText() ?? 'default')
      );
    }
    // A schema and the type that is inferred from it are one.
    found.push(
      ...[...silent]
        .filter(name => !documented.has(name))
        .map(name => `${file} ${name}`)
    );
  }
  return found;
}
