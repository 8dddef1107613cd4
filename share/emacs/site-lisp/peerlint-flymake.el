;;; peerlint-flymake.el --- Flymake backend for peerlint  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "26.1"))
;; Keywords: tools, languages

;;; Commentary:

;; Shows what peerlint finds in peering and interconnect JSON, while it is edited.
;; In the init file:
;;
;;   (require 'peerlint-flymake)
;;   (add-hook 'js-json-mode-hook #'peerlint-flymake-setup)
;;
;; (json-mode-hook or json-ts-mode-hook, where these are the modes in use.)

;;; Code:

(require 'flymake)
(require 'json)

(defgroup peerlint nil
  "A linter for BGP peering and cloud interconnect JSON."
  :group 'tools)

(defcustom peerlint-program "peerlint"
  "Name or path of the program."
  :type 'string)

(defvar-local peerlint-flymake--process nil
  "The run that is under way for this buffer.")

(defun peerlint-flymake--region (finding)
  "Beginning and end of FINDING in the current buffer, as a cons."
  (let* ((start (alist-get 'byte (alist-get 'start finding)))
         (end (alist-get 'byte (alist-get 'end finding)))
         (from (or (byte-to-position (1+ start)) (point-max)))
         (to (or (byte-to-position (1+ end)) (point-max))))
    (if (< from to)
        (cons from to)
      (cons (max (point-min) (1- from)) (min (point-max) (1+ from))))))

(defun peerlint-flymake--diagnostic (source finding)
  "What Flymake shows in the buffer SOURCE of FINDING."
  (let ((region (with-current-buffer source (peerlint-flymake--region finding)))
        (help (alist-get 'help finding)))
    (flymake-make-diagnostic
     source (car region) (cdr region)
     (pcase (alist-get 'severity finding)
       ("error" :error)
       ("warning" :warning)
       (_ :note))
     (concat (alist-get 'message finding) " [" (alist-get 'rule finding) "]"
             (and help (concat "\n" help))))))

(defun peerlint-flymake--read (source name)
  "Diagnostics for SOURCE, reported as NAME, of the output in the current buffer.
What is not a finding is returned behind them, as a string."
  (let (diagnostics complaints)
    (goto-char (point-min))
    (while (not (eobp))
      (let ((line (buffer-substring (point) (line-end-position))))
        (if (not (string-prefix-p "{" line))
            (push line complaints)
          (let ((finding (json-read-from-string line)))
            (when (equal (alist-get 'file finding) name)
              (push (peerlint-flymake--diagnostic source finding) diagnostics)))))
      (forward-line 1))
    (cons (nreverse diagnostics) (mapconcat #'identity (nreverse complaints) "\n"))))

(defun peerlint-flymake--done (process source name report-fn)
  "Tell REPORT-FN what PROCESS has found in SOURCE, reported as NAME."
  (unwind-protect
      (when (and (buffer-live-p source)
                 (eq process (buffer-local-value 'peerlint-flymake--process source)))
        (let ((found (with-current-buffer (process-buffer process)
                       (peerlint-flymake--read source name))))
          (if (> (process-exit-status process) 1)
              (funcall report-fn :panic :explanation (cdr found))
            (funcall report-fn (car found)))))
    (kill-buffer (process-buffer process))))

(defun peerlint-flymake (report-fn &rest _args)
  "A Flymake backend, see `flymake-diagnostic-functions'; REPORT-FN is Flymake's."
  (unless (executable-find peerlint-program)
    (error "There is no program %s" peerlint-program))
  (when (process-live-p peerlint-flymake--process)
    (kill-process peerlint-flymake--process))
  (let ((source (current-buffer))
        (name (if buffer-file-name
                  (file-relative-name buffer-file-name)
                (buffer-name))))
    (save-restriction
      (widen)
      (setq peerlint-flymake--process
            (make-process
             :name "peerlint-flymake" :noquery t :connection-type 'pipe
             :coding 'utf-8-unix
             :buffer (generate-new-buffer " *peerlint-flymake*")
             :command (list peerlint-program "--quiet" "--format" "jsonl"
                            "--stdin-filename" name "-")
             :sentinel (lambda (process _event)
                         (when (memq (process-status process) '(exit signal))
                           (peerlint-flymake--done process source name report-fn)))))
      (process-send-region peerlint-flymake--process (point-min) (point-max))
      (process-send-eof peerlint-flymake--process))))

;;;###autoload
(defun peerlint-flymake-setup ()
  "Let Flymake show in this buffer what peerlint finds."
  (add-hook 'flymake-diagnostic-functions #'peerlint-flymake nil t)
  (flymake-mode 1))

(provide 'peerlint-flymake)

;;; peerlint-flymake.el ends here
