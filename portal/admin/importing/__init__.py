"""The screens of importing (取り込み): a file or pasted words, how they are to be read, a preview, saving.

Each step sends everything on in its own form, so that nothing is kept between them and nothing gets lost.

- `pages`: the steps; `forms`: what they ask; `readings`: what a file can be read as; `preview`: what is shown before
  anything is saved; `urls`: the address for a new draft.
"""
