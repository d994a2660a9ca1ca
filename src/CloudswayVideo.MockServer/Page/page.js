// The page of the mock: submits examples of the contract, shows the jobs as they go on, and the contract as a reference.
'use strict';

const element = id => document.getElementById(id);
const rows = new Map();

function cell(...content) {
  const td = document.createElement('td');
  td.append(...content);
  return td;
}

function create(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

// A row is made once and then changed in place, so that a video that plays goes on playing.
function row(task) {
  const parts = {
    status: create('span', {}),
    progress: create('progress', { max: 1, value: 0 }),
    video: cell(),
  };
  parts.line = create('tr', { id: `task-${task.id}` });
  parts.line.append(
    cell(create('code', { textContent: task.id })), cell(task.family), cell(task.scenario), cell(parts.status), cell(parts.progress), parts.video);
  element('tasks').prepend(parts.line);
  rows.set(task.id, parts);
  return parts;
}

function show(task) {
  const parts = rows.get(task.id) ?? row(task);
  parts.status.textContent = task.status;
  parts.status.className = `phase ${task.phase}`;
  parts.progress.value = task.progress;
  if (task.hasVideo && !parts.video.hasChildNodes()) {
    parts.video.append(create('video', { src: 'page/sample.mp4', controls: true, muted: true, preload: 'metadata' }));
  }
}

async function refresh() {
  try {
    const tasks = await (await fetch("__mock/jobs")).json();
    tasks.forEach(show);
    element('none').hidden = tasks.length > 0;
  } catch {
    element('answer').textContent = 'The mock does not answer any more.';
  }
  setTimeout(refresh, 500);
}

function options(select, values) {
  element(select).append(...values.map(([value, text]) => create('option', { value, textContent: text })));
}

// Every example of every operation that submits a job.
function submissions(contract) {
  return Object.entries(contract.paths).flatMap(([path, item]) => Object.entries(item)
    .filter(([, operation]) => operation['x-task-step'] === 'submit')
    .flatMap(([method, operation]) => Object.entries(operation.requestBody.content['application/json'].examples)
      .map(([name, example]) => ({ title: `${operation.tags[0]} · ${name}`, method, path, body: example.value }))));
}

async function submit(contract, chosen) {
  const path = chosen.path.replace(/\{[^}]+\}/, element('scenario').value);
  const response = await fetch(contract.servers[0].url + path, {
    method: chosen.method.toUpperCase(),
    headers: { 'Authorization': `Bearer ${element('key').value}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(chosen.body),
  });
  element('answer').textContent = `${response.status} ${await response.text()}`.slice(0, 120);
}

async function start() {
  const contract = await (await fetch('openapi.json')).json();
  const scenarios = await (await fetch('scenarios')).json();
  const examples = submissions(contract);
  options('example', examples.map((example, index) => [index, example.title]));
  options('scenario', scenarios.map(scenario => [scenario.name, `${scenario.name}: ${scenario.description}`]));
  element('submit').addEventListener('submit', event => {
    event.preventDefault();
    submit(contract, examples[element('example').value]);
  });
  const ui = SwaggerUIBundle({
    spec: contract,
    domNode: element('reference'),
    deepLinking: false,
    tryItOutEnabled: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    onComplete: () => Object.keys(contract.components.securitySchemes ?? {}).forEach(name => ui.preauthorizeApiKey(name, element('key').value)),
  });
  refresh();
}

start();
