import { keepFocus } from '../../src/panel/shared/focus';

const settle = () => new Promise(process.nextTick);

function page(): { part: HTMLElement; button: HTMLElement } {
  document.body.innerHTML =
    '<input><main><button>Start</button><section tabindex="-1"></section></main>';
  const part = document.querySelector('main')!;
  keepFocus(part, 'section');
  const button = part.querySelector('button')!;
  button.focus();
  return { part, button };
}

it('goes on in the part where the button is gone that was pressed', async () => {
  const { part, button } = page();
  button.remove();
  await settle();
  expect(document.activeElement).toBe(part.querySelector('section'));
});

it('is left where a person took it meanwhile', async () => {
  const { button } = page();
  const input = document.querySelector('input')!;
  input.focus();
  button.remove();
  await settle();
  expect(document.activeElement).toBe(input);
});

it('is left alone where something else goes', async () => {
  const { part, button } = page();
  part.querySelector('section')!.remove();
  await settle();
  expect(document.activeElement).toBe(button);
});
