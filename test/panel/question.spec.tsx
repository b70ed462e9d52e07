import { nullTranslator } from '@jupyterlab/translation';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { Question } from '../../src/panel/run/question';
import { Questions } from '../../src/panel/model/questions';

const trans = nullTranslator.load('jupyterlab_aide');

function setUp() {
  const questions = new Questions();
  render(<Question questions={questions} run="a" trans={trans} />);
  const ask = (id: string, run = 'a', controller = new AbortController()) => {
    const { signal } = controller;
    const code = `print("<b>${id}</b>")`;
    let answer: Promise<boolean>;
    act(() => {
      answer = questions.ask({ run, id, code, signal });
    });
    return { answer: answer! };
  };
  return { questions, ask };
}

it('shows one script after another, and takes the answer', async () => {
  const { ask } = setUp();
  expect(screen.queryByRole('region')).toBeNull();
  const first = ask('0001');
  const second = ask('0002');
  expect(screen.getByRole('region').textContent).toContain(
    'print("<b>0001</b>")'
  );
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  await expect(first.answer).resolves.toBe(true);
  expect(screen.getByRole('region').textContent).toContain('0002');
  fireEvent.click(screen.getByRole('button', { name: 'Skip' }));
  await expect(second.answer).resolves.toBe(false);
  expect(screen.queryByRole('region')).toBeNull();
});

it('shows nothing of other runs, nor what nobody needs any more', async () => {
  const { ask } = setUp();
  ask('0001', 'b');
  expect(screen.queryByRole('region')).toBeNull();
  const controller = new AbortController();
  const { answer } = ask('0002', 'a', controller);
  expect(screen.getByRole('region')).toBeTruthy();
  act(() => controller.abort());
  await expect(answer).resolves.toBe(false);
  expect(screen.queryByRole('region')).toBeNull();
});
